import type { ExchangePlace, ExchangePlaces } from '../ports.ts'
import { carriers, spidOf } from './carriers.ts'
import type { Geography, Npa, RateCenter } from './geography.ts'

const AREA_CODE_DIGITS = 3

/** The rate centers that the exchanges of each area code lie in, ascending by exchange. */
function centersByNpa({ exchanges, rateCentersById }: Geography): ReadonlyMap<string, readonly RateCenter[]> {
  const byNpa = Map.groupBy(exchanges, ({ npaNxx }) => npaNxx.slice(0, AREA_CODE_DIGITS))
  return new Map([...byNpa].map(([npa, of]) => [npa, of.flatMap(({ rateCenterId }) => rateCentersById.get(rateCenterId) ?? [])]))
}

function placed(npa: Npa, npaNxx: string, center: RateCenter, planned: boolean): ExchangePlace {
  const spid = spidOf({ npaNxx, rateCenterId: center.id }, center)
  const holder = carriers.find((carrier) => carrier.spid === spid)
  return {
    kind: npa.kind, planned, country: center.country, state: center.state, city: center.city, zips: center.zips,
    holder: holder ? { spid, name: holder.name, wireless: holder.kind === 'WIRELESS' } : null,
  }
}

/**
 * Looks exchanges up in the shipped plan. An exchange that it does not have gets a rate center of its area code or, where
 * that has none, of its state: which one, its digits decide.
 */
export function exchangePlaces(geography: Geography): ExchangePlaces {
  const { npas, exchangesByNpaNxx, rateCentersById, rateCenters } = geography
  const byNpa = centersByNpa(geography)
  const byState = Map.groupBy(rateCenters, ({ state }) => state)
  return (npaNxx) => {
    const npa = npas.get(npaNxx.slice(0, AREA_CODE_DIGITS))
    if (!npa) return undefined
    const exchange = exchangesByNpaNxx.get(npaNxx)
    const known = exchange && rateCentersById.get(exchange.rateCenterId)
    if (known) return placed(npa, npaNxx, known, true)
    const near = npa.kind === 'geographic' ? byNpa.get(npa.npa) ?? byState.get(npa.state ?? '') ?? [] : []
    const center = near[Number(npaNxx) % Math.max(near.length, 1)]
    if (center) return placed(npa, npaNxx, center, false)
    return { kind: npa.kind, planned: false, country: npa.country, state: npa.state, city: null, zips: [], holder: null }
  }
}
