import { z } from 'zod'
import { locationErrors } from '../errors.ts'

const trunkingTypes: readonly string[] = ['Seats', 'Premise', 'Cloud']
const usageCategories: readonly string[] = ['UC250', 'UC500', 'UC1000']

/**
 * The kind of UC trunking that a site provides. `checkTrunking` checks it, because what is wrong has codes of its own.
 */
export const UcTrunking = z.object({
  type: z.string(),
  usageCategory: z.string().optional(),
})
export type UcTrunking = z.output<typeof UcTrunking>

/** Throws 12614 for another type, 12599 for another category, 12617 for a category beside another type than Seats. */
export function checkTrunking({ type, usageCategory }: UcTrunking): void {
  if (!trunkingTypes.includes(type)) throw locationErrors.trunkingTypeUnknown({ type })
  if (usageCategory === undefined) return
  if (!usageCategories.includes(usageCategory)) throw locationErrors.usageCategoryUnknown({ category: usageCategory })
  if (type !== 'Seats') throw locationErrors.usageCategoryWithoutSeats()
}
