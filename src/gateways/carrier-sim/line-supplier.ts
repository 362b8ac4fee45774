import type { LineRequest, LineSupplier, SupplierAnswer } from '../../domains/line-features/ports.ts'

const HOUR_MS = 3_600_000
const NAME_HOURS = 24
const LISTING_HOURS = 26

/** Names that tests may rely on, in any case; they are as good for listings, where the last name counts. */
const REFUSED = 'REFUSED'
const UNREACHABLE = 'UNREACHABLE'

interface Rules<Entry> {
  readonly hours: number
  readonly nameOf: (entry: Entry) => string | undefined
  readonly reason: string
}

/** Somebody types everything in, which takes the same time for all of it; only then it is known what is not taken. */
function typedIn<Entry>({ groups, handedOverAt, now }: LineRequest<Entry>, { hours, nameOf, reason }: Rules<Entry>): SupplierAnswer {
  const isCalled = (name: string) => ({ entry }: { readonly entry: Entry }) => nameOf(entry)?.trim().toUpperCase() === name
  if (groups.some(isCalled(UNREACHABLE))) return { kind: 'unavailable' }
  const left = handedOverAt.getTime() + hours * HOUR_MS - now.getTime()
  if (left > 0) return { kind: 'later', seconds: Math.ceil(left / 1000) }
  return { kind: 'entered', refused: new Map(groups.filter(isCalled(REFUSED)).flatMap(({ tns }) => tns.map((tn) => [tn, reason] as const))) }
}

/** The simulated databases of calling names and listings: `docs/industry.md` tells their rules. */
export function createSimulatedLineSupplier(): LineSupplier {
  return {
    enterNames: async (request) =>
      typedIn(request, { hours: NAME_HOURS, nameOf: ({ subscriberInformation }) => subscriberInformation, reason: 'the database does not take this name' }),
    enterListings: async (request) =>
      typedIn(request, { hours: LISTING_HOURS, nameOf: ({ listingName }) => listingName.lastName, reason: 'the directory does not take this listing' }),
  }
}
