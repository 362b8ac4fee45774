import type { Tx } from '../../../kernel/db/database.ts'
import { failedLines } from '../../../kernel/orders/lines.ts'
import type { Address } from '../../accounts/index.ts'
import type { Geocoder } from '../../locations/index.ts'
import { locationsOf } from '../location.ts'
import type { EmergencyEntry } from '../ports.ts'
import { recordsOf } from '../record.ts'
import type { LocatedAddress, WantedOrder } from './content.ts'
import { placeOf } from './endpoint-checks.ts'
import { verdictOn, type Verdict } from './placing.ts'

/** What is left of an order once its own faults are known, and where everything is. */
export interface Undertaking {
  readonly wanted: WantedOrder
  /** The subjects that nothing is against so far. */
  readonly subjects: readonly string[]
  /** Where each of them is to be; none for one that stays where it is. */
  readonly places: ReadonlyMap<string, LocatedAddress>
  /** Where each of them is now. */
  readonly present: ReadonlyMap<string, Address | undefined>
  /** Caller names of numbers and identifiers as they are now. */
  readonly names: ReadonlyMap<string, string | null>
}

async function ofEndpoints(tx: Tx, accountId: number, wanted: WantedOrder, subjects: readonly string[]): Promise<Omit<Undertaking, 'wanted' | 'subjects'>> {
  const records = await recordsOf(tx, accountId, wanted.kind === 'numbers' ? 'TN' : 'AEUI', subjects)
  const { address, endpoints } = wanted.content
  const locations = await locationsOf(tx, accountId, endpoints.flatMap(({ locationId = [] }) => locationId))
  const moved = new Map(endpoints.map((endpoint) => [endpoint.identifier, placeOf(endpoint, wanted.content)]))
  const present = new Map(subjects.map((subject) => [subject, records.get(subject)?.address]))
  for (const { identifier, locationId = '' } of endpoints) {
    const stored = moved.get(identifier) === 'location' ? locations.get(locationId.toLowerCase()) : undefined
    if (stored) present.set(identifier, stored.address)
  }
  return {
    places: new Map(subjects.flatMap((subject) => address && (moved.get(subject) ?? 'address') === 'address' ? [[subject, address] as const] : [])),
    present, names: new Map([...records].map(([subject, { callerName }]) => [subject, callerName])),
  }
}

async function ofLocations(tx: Tx, accountId: number, { action, content }: WantedOrder, subjects: readonly string[]): Promise<Omit<Undertaking, 'wanted' | 'subjects'>> {
  const stored = await locationsOf(tx, accountId, subjects)
  const present = new Map(subjects.map((subject) => [subject, stored.get(subject.toLowerCase())?.address]))
  const places = content.locations.flatMap((given): [string, LocatedAddress][] =>
    action === 'put' && given.locationId !== undefined && present.has(given.locationId) ? [[given.locationId, { ...present.get(given.locationId), ...given }]] : [])
  return { places: new Map(places), present, names: new Map() }
}

/** Reads what is left to do of an order that has begun. */
export async function undertakingOf(tx: Tx, { orderId, accountId }: { readonly orderId: string, readonly accountId: number }, wanted: WantedOrder): Promise<Undertaking> {
  const failed = new Set((await failedLines(tx, orderId)).map(({ subject }) => subject))
  const subjects = wanted.subjects.filter((subject) => !failed.has(subject))
  const found = wanted.kind === 'locations' ? await ofLocations(tx, accountId, wanted, subjects) : await ofEndpoints(tx, accountId, wanted, subjects)
  return { wanted, subjects, ...found }
}

/** Has every address looked at once. Undefined where that cannot be done now. */
export async function verdictsOn(geocoder: Geocoder | undefined, { places }: Undertaking): Promise<ReadonlyMap<string, Verdict> | undefined> {
  const byAddress = new Map<string, Verdict>()
  const bySubject = new Map<string, Verdict>()
  for (const [subject, place] of places) {
    const key = JSON.stringify(place)
    const verdict = byAddress.get(key) ?? await verdictOn(geocoder, place)
    if (!verdict) return undefined
    byAddress.set(key, verdict)
    bySubject.set(subject, verdict)
  }
  return bySubject
}

const kinds = { numbers: 'number', identifiers: 'identifier', locations: 'location' } as const

/** What the emergency service is asked to do: everything whose address exists. */
export function entriesOf({ wanted, subjects, present, names }: Undertaking, verdicts: ReadonlyMap<string, Verdict>): EmergencyEntry[] {
  const { kind, action, content } = wanted
  const endpoints = new Map(content.endpoints.map((endpoint) => [endpoint.identifier, endpoint]))
  return subjects.filter((subject) => verdicts.get(subject)?.kind !== 'unknown').map((subject) => {
    const { callbackNumber, preferredLanguage, callerName } = endpoints.get(subject) ?? {}
    return {
      kind: kinds[kind], subject, action, address: verdicts.get(subject)?.address ?? present.get(subject),
      callerName: callerName ?? content.callerName ?? names.get(subject) ?? undefined, callbackNumber, preferredLanguage,
    }
  })
}
