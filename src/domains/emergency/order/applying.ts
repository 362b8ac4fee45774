import type { Tx } from '../../../kernel/db/database.ts'
import type { Problem } from '../../../kernel/errors/catalogue.ts'
import { isDeepStrictEqual } from 'node:util'
import { keepAddress, keepLocations, locationsAt, locationsOf, removeLocations, usersOf } from '../location.ts'
import { recordsOf, removeDeserted, removeRecords, writeRecords, type RecordKind } from '../record.ts'
import type { Endpoint, LocatedAddress, WantedOrder } from './content.ts'
import { isDynamic, placeOf } from './endpoint-checks.ts'
import { orderErrors } from './errors.ts'
import { removalProblem } from './location-checks.ts'
import type { Verdict } from './placing.ts'

/** What is to be written of an order: the subjects that the emergency service has taken, with their addresses as they were found. */
export interface Applying {
  readonly accountId: number
  readonly at: Date
  readonly wanted: WantedOrder
  readonly subjects: readonly string[]
  readonly verdicts: ReadonlyMap<string, Verdict>
}

/** What came in between, by subject. */
export type Obstacles = ReadonlyMap<string, Problem>
const none: Obstacles = new Map()

/** Lets go of the addresses that these were at before. */
async function leaving(tx: Tx, accountId: number, kind: RecordKind, subjects: readonly string[], write: () => Promise<void>): Promise<void> {
  const before = await recordsOf(tx, accountId, kind, subjects)
  await write()
  await removeDeserted(tx, [...before.values()].map(({ addressId }) => addressId))
}

async function putNumbers(tx: Tx, { accountId, at, wanted, subjects, verdicts }: Applying): Promise<Obstacles> {
  const { callerName, address } = wanted.content
  const verdict = verdicts.get(subjects[0] ?? '')
  const addressId = address && verdict ? await keepAddress(tx, { accountId, at }, verdict.address) : undefined
  await leaving(tx, accountId, 'TN', subjects, () =>
    writeRecords(tx, { accountId, kind: 'TN', at }, subjects.map((subject) => ({ subject, addressId, callerName }))))
  return none
}

/** A number without an address of its own keeps its record, which says what became of the last order. */
async function removeFromNumbers(tx: Tx, { accountId, at, subjects }: Applying): Promise<Obstacles> {
  await leaving(tx, accountId, 'TN', subjects, () =>
    writeRecords(tx, { accountId, kind: 'TN', at }, subjects.map((subject) => ({ subject, addressId: null, callerName: null }))))
  return none
}

/** The row of the order's own address; undefined where its location id belongs to another one. */
async function keepOwn(tx: Tx, { accountId, at }: Applying, { locationId }: LocatedAddress, verdict: Verdict): Promise<number | undefined> {
  if (locationId === undefined) return keepAddress(tx, { accountId, at }, verdict.address)
  const known = (await locationsOf(tx, accountId, [locationId])).get(locationId.toLowerCase())
  if (known?.isValid) return isDeepStrictEqual(known.address, verdict.address) ? known.id : undefined
  return (await keepLocations(tx, { accountId, at }, [{ locationId, address: verdict.address, isValid: true }])).get(locationId.toLowerCase())
}

async function placesOf(tx: Tx, applying: Applying, endpoints: readonly Endpoint[]): Promise<(endpoint: Endpoint) => number | Problem | undefined> {
  const { accountId, wanted: { content }, verdicts } = applying
  const locations = await locationsOf(tx, accountId, endpoints.flatMap(({ locationId = [] }) => locationId))
  const first = endpoints.find((endpoint) => placeOf(endpoint, content) === 'address')
  const verdict = first && verdicts.get(first.identifier)
  const own = content.address && verdict ? await keepOwn(tx, applying, content.address, verdict) : undefined
  return (endpoint) => {
    const { locationId: id = '' } = endpoint
    switch (placeOf(endpoint, content)) {
      case 'address': return own ?? orderErrors.locationTaken.problem({ id: content.address?.locationId ?? '' })
      case 'location': return locations.get(id.toLowerCase())?.id ?? orderErrors.locationUnset.problem({ id })
      case 'kept': return undefined
    }
  }
}

async function putEndpoints(tx: Tx, applying: Applying): Promise<Obstacles> {
  const { accountId, at, wanted: { content }, subjects } = applying
  const taken = new Set(subjects)
  const endpoints = content.endpoints.filter(({ identifier }) => taken.has(identifier))
  const records = await recordsOf(tx, accountId, 'AEUI', subjects)
  const place = await placesOf(tx, applying, endpoints)
  const obstacles = new Map<string, Problem>()
  const changes = endpoints.flatMap((endpoint) => {
    const { identifier: subject, callbackNumber, callerName = content.callerName, preferredLanguage } = endpoint
    const found = place(endpoint)
    if (typeof found === 'object') {
      obstacles.set(subject, found)
      return []
    }
    const dynamic = isDynamic(endpoint, records.get(subject))
    const language = preferredLanguage ?? (dynamic && !records.has(subject) ? 'en' : undefined)
    return [{ subject, addressId: found, callerName, callbackNumber, preferredLanguage: language, dynamic }]
  })
  await writeRecords(tx, { accountId, kind: 'AEUI', at }, changes)
  await removeDeserted(tx, [...records.values()].map(({ addressId }) => addressId))
  return obstacles
}

async function removeEndpoints(tx: Tx, { accountId, subjects }: Applying): Promise<Obstacles> {
  await removeRecords(tx, accountId, 'AEUI', subjects)
  return none
}

/** An address that we named and that the account has under another name stays there once. */
async function putLocations(tx: Tx, { accountId, at, wanted: { content }, subjects, verdicts }: Applying): Promise<Obstacles> {
  const made = content.madeIds.filter((id) => subjects.includes(id))
  const known = await locationsAt(tx, accountId, made.flatMap((id) => verdicts.get(id)?.address ?? []))
  const obstacles = new Map<string, Problem>()
  for (const id of made) {
    const twin = known.find(({ address }) => isDeepStrictEqual(address, verdicts.get(id)?.address))
    if (twin) obstacles.set(id, orderErrors.locationKnown.problem({ id: twin.locationId }))
  }
  await keepLocations(tx, { accountId, at }, subjects.filter((id) => !obstacles.has(id)).flatMap((locationId) => {
    const verdict = verdicts.get(locationId)
    return verdict ? [{ locationId, address: verdict.address, isValid: true }] : []
  }))
  return obstacles
}

/** Somebody may have moved in since the order began. */
async function takeLocations(tx: Tx, { accountId, subjects }: Applying): Promise<Obstacles> {
  const stored = await locationsOf(tx, accountId, subjects)
  const users = await usersOf(tx, [...stored.values()].map(({ id }) => id))
  const obstacles = new Map(subjects.flatMap((subject) => {
    const location = stored.get(subject.toLowerCase())
    const problem = removalProblem(subject, location, users.get(location?.id ?? 0))
    return problem ? [[subject, problem] as const] : []
  }))
  await removeLocations(tx, accountId, subjects.filter((subject) => !obstacles.has(subject)))
  return obstacles
}

const writers = {
  numbers: { put: putNumbers, remove: removeFromNumbers },
  identifiers: { put: putEndpoints, remove: removeEndpoints },
  locations: { put: putLocations, remove: takeLocations },
}

/** Writes what an order has brought about. Answers what came in between: those subjects stay as they were. */
export async function apply(tx: Tx, applying: Applying): Promise<Obstacles> {
  const { kind, action } = applying.wanted
  return applying.subjects.length === 0 ? none : writers[kind][action](tx, applying)
}
