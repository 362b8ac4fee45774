import type { ErrorMaker, Problem } from '../../kernel/errors/catalogue.ts'
import { isCustomerOrderId } from '../../kernel/orders/customer-order-id.ts'
import type { LineOutcome } from '../../kernel/orders/lines.ts'
import { Tn } from '../numbering/index.ts'
import { lineErrors } from './errors.ts'
import type { LineGroup } from './ports.ts'

const MOST_NUMBERS = 5000
const SHOWN = 40

/** A group as a client wrote it, and what it asks for. */
export interface RawGroup<Entry> {
  readonly telephoneNumbers: readonly string[]
  readonly entry: Entry
}

/** The numbers of an order, ascending in their groups, and texts that are no numbers. */
export interface WantedNumbers<Entry> {
  readonly groups: readonly LineGroup<Entry>[]
  readonly malformed: readonly LineOutcome[]
  /** How many the order names. */
  readonly count: number
}

/** What is wrong with an order beside its groups and numbers: 5052. */
export const problemsOfOrder = ({ customerOrderId }: { readonly customerOrderId?: string | undefined }): Problem[] =>
  isCustomerOrderId(customerOrderId) ? [] : [lineErrors.customerOrderId.problem()]

/** Reads the numbers of groups. Throws 5095 for more than 5000, 5093 for one that comes twice. */
export function readNumbers<Entry>(raw: readonly RawGroup<Entry>[], malformed: ErrorMaker): WantedNumbers<Entry> {
  const count = raw.reduce((sum, { telephoneNumbers }) => sum + telephoneNumbers.length, 0)
  if (count > MOST_NUMBERS) throw lineErrors.tooMany({ most: MOST_NUMBERS })
  const seen = new Set<string>()
  const wrong = new Set<string>()
  const groups = raw.map(({ telephoneNumbers, entry }) => ({
    entry,
    tns: telephoneNumbers.flatMap((text) => {
      const parsed = Tn.safeParse(text)
      if (!parsed.success) wrong.add(text.slice(0, SHOWN))
      else if (seen.has(parsed.data)) throw lineErrors.numberTwice({ tn: parsed.data })
      else seen.add(parsed.data)
      return parsed.success ? [parsed.data] : []
    }).sort(),
  }))
  return { groups, count, malformed: [...wrong].map((subject) => ({ subject, problem: malformed.problem({ tn: subject }) })) }
}
