import { z } from 'zod'

export const trunkingTypes: readonly string[] = ['Seats', 'Premise', 'Cloud']

/**
 * The kind of UC trunking that a site provides. The service checks the type, because a wrong one has a code of its own.
 */
export const UcTrunking = z.object({
  type: z.string(),
  usageCategory: z.enum(['UC250', 'UC500', 'UC1000']).optional(),
})
export type UcTrunking = z.output<typeof UcTrunking>
