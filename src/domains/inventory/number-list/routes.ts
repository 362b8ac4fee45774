import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import { pagingLinks } from '../../../kernel/contract/paging.ts'
import type { Database } from '../../../kernel/db/database.ts'
import type { ErrorMaker } from '../../../kernel/errors/catalogue.ts'
import { AnyTn } from '../../numbering/index.ts'
import { inventoryErrors } from '../errors.ts'
import type { LedgerNumber } from '../ledger/number.ts'
import { listTelephoneNumbers, lookUpTelephoneNumbers } from './contract.ts'
import { readFilter, readPage, type EmergencyNumbers } from './filter.ts'
import { countNumbers, findNumbers, pageOfNumbers } from './repository.ts'

const MOST_LOOKED_UP = 2500

const toWire = (number: LedgerNumber) => ({
  city: number.city ?? undefined, lata: number.lata ?? undefined, state: number.state ?? undefined, fullNumber: number.tn, tier: number.tier,
  vendorId: number.vendorId, vendorName: number.vendorName, rateCenter: number.rateCenter ?? undefined, status: number.status,
  accountId: number.accountId ?? 0, lastModified: number.modifiedAt, inServiceDate: number.inServiceAt ?? undefined,
})

/** An entry of the list of errors; none where there is nothing to say. */
const problemWith = (error: ErrorMaker, telephoneNumbers: readonly string[]) =>
  telephoneNumbers.length === 0 ? [] : [{ code: error.spec.code, description: error.spec.text, telephoneNumbers }]

/** The distinct numbers among the texts, and the texts that are none. */
function sorted(texts: readonly string[]): { tns: string[], invalid: string[] } {
  const tns = new Set<string>()
  const invalid = new Set<string>()
  for (const text of texts) {
    const parsed = AnyTn.safeParse(text)
    if (parsed.success) tns.add(parsed.data)
    else invalid.add(text.slice(0, 40))
  }
  return { tns: [...tns], invalid: [...invalid] }
}

export const numberListRoutes = ({ db }: Database, numbersWithE911: EmergencyNumbers): readonly Route[] => [
  handle(listTelephoneNumbers, async (call) => {
    const { query, actor } = call
    const first = readPage(query.page)
    const filter = await readFilter(db, query, actor.accounts, numbersWithE911)
    const numbers = await pageOfNumbers(db, filter, { first, size: query.size })
    return reply(200, {
      telephoneNumberCount: await countNumbers(db, filter), links: pagingLinks(call, '/tns', numbers[query.size]?.tn),
      telephoneNumbers: numbers.slice(0, query.size).map(toWire),
    })
  }),
  handle(lookUpTelephoneNumbers, async ({ body, actor, link }) => {
    const texts = body.tns ?? []
    if (texts.length === 0) throw inventoryErrors.numbersMissing()
    if (texts.length > MOST_LOOKED_UP) throw inventoryErrors.tooManyNumbers({ most: MOST_LOOKED_UP })
    const { tns, invalid } = sorted(texts)
    const numbers = await findNumbers(db, actor.accounts, tns)
    const found = new Set(numbers.map(({ tn }) => tn))
    const errors = [
      ...problemWith(inventoryErrors.numbersInvalid, invalid),
      ...problemWith(inventoryErrors.numbersUnknown, tns.filter((tn) => !found.has(tn))),
    ]
    return reply(200, {
      telephoneNumberCount: numbers.length, links: { first: `Link=<${link('/tns')}>;rel="first";` },
      telephoneNumbers: numbers.map(toWire), errorList: errors.length === 0 ? undefined : errors,
    })
  }),
]
