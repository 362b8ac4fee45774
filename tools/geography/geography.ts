import { isValidNxx, placeExchanges } from './exchanges.ts'
import type { Dropped } from './exchanges.ts'
import { readExchangeFacts, readLataFacts, readNpaFacts, readPlaceFacts, readRateCenterFacts } from './facts.ts'
import type { NpaFact } from './facts.ts'
import { Gazetteer } from './gazetteer.ts'
import type { Place } from './gazetteer.ts'
import { anchorPoints } from './latas.ts'
import { buildRateCenters, keyOf } from './rate-centers.ts'
import { readPostalPlaces, readPrefixes } from './sources.ts'

/** The generated files by name, and what the build counted on the way. */
export type BuiltGeography = {
  readonly files: ReadonlyMap<string, string>
  readonly dropped: Dropped
  readonly unknownCities: ReadonlyMap<string, number>
}

const tsv = (rows: readonly (readonly (string | number)[])[]) => rows.map((row) => `${row.join('\t')}\n`).join('')

/** Adds `exchange-facts.tsv`. Throws when a row is no valid exchange, or its area code does not serve the state. */
function addExchangeFacts(exchanges: Map<string, Place>, facts: ReadonlyMap<string, NpaFact>, gazetteer: Gazetteer) {
  for (const { npaNxx, city, state } of readExchangeFacts()) {
    const place = gazetteer.find(city, state)
    const served = facts.get(npaNxx.slice(0, 3))?.states.includes(state) === true
    if (place === undefined || !served || !isValidNxx(npaNxx.slice(3))) {
      throw new Error(`exchange-facts.tsv: ${npaNxx} ${city} ${state} cannot be`)
    }
    exchanges.set(npaNxx, place)
  }
}

/** Builds the numbering geography in memory from the packages and the hand-made tables. Same input, same bytes. */
export function buildGeography(): BuiltGeography {
  const npaFacts = readNpaFacts()
  const facts = new Map(npaFacts.map((fact) => [fact.npa, fact]))
  const gazetteer = new Gazetteer(readPostalPlaces(), readPlaceFacts())
  const { exchanges, dropped, unknownCities } = placeExchanges(readPrefixes(), facts, gazetteer)
  addExchangeFacts(exchanges, facts, gazetteer)
  const anchors = anchorPoints(readLataFacts(), gazetteer)
  const unknownLata = npaFacts.find((fact) => fact.latas.some((lata) => !anchors.has(lata)))
  if (unknownLata !== undefined) throw new Error(`npa-facts.tsv: ${unknownLata.npa} names a LATA that is unknown`)
  const centers = buildRateCenters({ exchanges, facts, anchors, exceptions: readRateCenterFacts() })
  const ids = new Map(centers.map((center) => [keyOf(center), center.id]))
  const exchangeRows = [...exchanges]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([npaNxx, place]) => [npaNxx, ids.get(keyOf(place)) ?? 0])
  const centerColumns = 'id abbreviation city state lata country tier latitude longitude zips'.split(' ')
  const centerRows = centers.map((center) => [
    center.id,
    center.abbreviation,
    center.city,
    center.state,
    center.lata,
    center.country,
    center.tier,
    center.latitude,
    center.longitude,
    center.zips.join(' '),
  ])
  const npaRows = npaFacts.map((fact) => [fact.npa, fact.country, fact.states[0] ?? '', fact.kind, fact.latas[0] ?? ''])
  return {
    files: new Map([
      ['rate-centers.tsv', tsv([centerColumns, ...centerRows])],
      ['npa-nxx.tsv', tsv([['npaNxx', 'rateCenterId'], ...exchangeRows])],
      ['npa.tsv', tsv([['npa', 'country', 'state', 'kind', 'lata'], ...npaRows])],
    ]),
    dropped,
    unknownCities,
  }
}
