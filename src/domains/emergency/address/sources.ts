import type { Tx } from '../../../kernel/db/database.ts'
import { findAccount } from '../../accounts/index.ts'
import { countPlaceAddresses, placeAddresses, type PlaceKind } from '../../locations/index.ts'
import { countAddresses, pageOfAddresses, type AddressFilter, type StoredAddress } from './repository.ts'

/** Where in a source a page begins: at an entry, after so many. */
interface Start { readonly from: number, readonly skip: number, readonly size: number }

/** Somewhere an account has addresses. */
interface Source {
  /** What the ids of entries begin with in our `next` links. */
  readonly prefix: string
  count(tx: Tx, accountId: number, filter: AddressFilter): Promise<number>
  page(tx: Tx, accountId: number, filter: AddressFilter, start: Start): Promise<StoredAddress[]>
}

const stored: Source = { prefix: 'id', count: countAddresses, page: pageOfAddresses }

/** What is kept for its own sake was validated when it was taken, and nobody calls for help from it under its name. */
const shown = (id: number, type: string, address: StoredAddress['address']): StoredAddress => ({ id, type, address, endpointCount: 0, validationStatus: 'VALID' })

async function ofAccount(tx: Tx, accountId: number, { type = '' }: AddressFilter): Promise<StoredAddress[]> {
  const address = (await findAccount(tx, accountId))?.details.address
  return address && (address.addressType ?? 'Billing').toLowerCase() === type.toLowerCase() ? [shown(accountId, type, address)] : []
}

const account: Source = {
  prefix: 'account',
  count: async (tx, accountId, filter) => (await ofAccount(tx, accountId, filter)).length,
  page: async (tx, accountId, filter, { skip, size }) => (await ofAccount(tx, accountId, filter)).slice(skip, skip + size),
}

const places = (kind: PlaceKind): Source => ({
  prefix: kind,
  count: (tx, accountId, { type = '' }) => countPlaceAddresses(tx, kind, accountId, type),
  page: async (tx, accountId, { type = '' }, start) =>
    (await placeAddresses(tx, kind, accountId, { type, ...start })).map(({ id, address }) => shown(id, type, address)),
})

/** Sites and accounts have no emergency addresses, and their addresses no location ids. */
const sourcesOf = ({ type, suggestions }: AddressFilter): readonly Source[] =>
  type === 'E911' || type === 'Dlda' || suggestions !== undefined ? [stored] : [stored, account, places('site'), places('peer')]

/** An address, and what a page that begins with it is called. */
export interface ListedAddress extends StoredAddress { readonly place: string }

/** One page of an account's addresses: one more than `size` where there are more. */
export async function listOf(
  tx: Tx, accountId: number, filter: AddressFilter, { page, size }: { readonly page: string, readonly size: number },
): Promise<{ readonly totalCount: number, readonly addresses: readonly ListedAddress[] }> {
  const sources = sourcesOf(filter)
  const counts = await Promise.all(sources.map((each) => each.count(tx, accountId, filter)))
  const named = /^([a-z]+)-(\d+)$/.exec(page)
  const first = named ? sources.findIndex(({ prefix }) => prefix === named[1]) : 0
  let skip = named ? 0 : Math.max(Number(page) - 1, 0)
  const addresses: ListedAddress[] = []
  for (const [index, source] of sources.entries()) {
    const count = counts[index] ?? 0
    if (first === -1 || index < first || addresses.length > size) continue
    if (skip >= count) skip -= count
    else {
      const from = named && index === first ? Number(named[2]) : 0
      const found = await source.page(tx, accountId, filter, { from, skip, size: size + 1 - addresses.length })
      addresses.push(...found.map((each) => ({ ...each, place: `${source.prefix}-${each.id}` })))
      skip = 0
    }
  }
  return { totalCount: counts.reduce((sum, count) => sum + count, 0), addresses }
}
