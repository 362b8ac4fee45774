import { z } from 'zod'

/** The id of a site or SIP peer: answers show numbers, so JSON may send one. What is none has errors of its own. */
export const LocationId = z.union([z.string(), z.int()]).optional()

const LOA_TYPES = ['CARRIER', 'SUBSCRIBER'] as const
export type LoaType = typeof LOA_TYPES[number]

/** Who has signed the letter of authorization, in any case; undefined for another word. */
export function loaTypeOf(text: string): LoaType | undefined {
  return LOA_TYPES.find((known) => known === text.trim().toUpperCase())
}
