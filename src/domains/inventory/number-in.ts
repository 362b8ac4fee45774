import { AnyTn } from '../numbering/index.ts'
import { inventoryErrors } from './errors.ts'

/** A number as a path names it, as the ledger holds it. Throws 12512 for what is none. */
export function numberIn(text: string): string {
  const parsed = AnyTn.safeParse(text)
  if (!parsed.success) throw inventoryErrors.tnInvalid({ tn: text })
  return parsed.data
}
