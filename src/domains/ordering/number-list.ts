import { heldErrors } from './errors.ts'
import { AnyTn } from '../numbering/index.ts'
import { MOST_NUMBERS } from './number-order/selection.ts'

const SHOWN = 40

/**
 * Numbers that an order names, in their order. Throws 5073 for none, 5095 for more than 5000, 5070 for one that is
 * malformed and 5093 for one that comes twice.
 */
export function readNumbers(texts: readonly string[]): string[] {
  if (texts.length === 0) throw heldErrors.numberMissing()
  if (texts.length > MOST_NUMBERS) throw heldErrors.tooMany({ most: MOST_NUMBERS })
  const tns = new Set<string>()
  for (const text of texts) {
    const parsed = AnyTn.safeParse(text)
    if (!parsed.success) throw heldErrors.numberInvalid({ value: text.slice(0, SHOWN) })
    if (tns.has(parsed.data)) throw heldErrors.numberTwice({ tn: parsed.data })
    tns.add(parsed.data)
  }
  return [...tns]
}
