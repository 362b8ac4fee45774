import type pg from 'pg'
import type { Criteria } from '../../src/domains/inventory/index.ts'

/** One kind of search with values for it, each of which finds numbers in the small stock as well as in the large one. */
export interface SearchKind {
  readonly name: string
  readonly searches: readonly Criteria[]
}

interface Place {
  readonly areaCode: string
  readonly npaNxx: string
  readonly rateCenter: string
  readonly state: string
  readonly city: string
  readonly zip: string
  readonly lata: string
}

const VALUES = 20
const text = (row: Place, key: keyof Place) => row[key]
/** The places with different values of a criterion, at most so many. */
const different = (places: readonly Place[], key: keyof Place): readonly Place[] =>
  [...new Map(places.map((place) => [text(place, key), place])).values()].slice(0, VALUES)

/** Exchanges that have numbers, with the places that they lie in. */
async function placesOf(pool: pg.Pool): Promise<Place[]> {
  const { rows } = await pool.query<Place>(`select left(x.npa_nxx, 3) as "areaCode", x.npa_nxx as "npaNxx", c.abbreviation as "rateCenter", c.state, c.city,
      c.lata::text as lata, (select min(zip) from rate_center_zip z where z.rate_center_id = c.id) as zip
    from (select left(tn, 6) as code from telephone_number where status = 'Available' group by 1 having count(*) >= 50) have
      join exchange x on x.npa_nxx = have.code join rate_center c on c.id = x.rate_center_id
    where c.lata is not null and exists (select from rate_center_zip z where z.rate_center_id = c.id) order by md5(x.npa_nxx)`)
  return rows
}

/** The searches by one criterion, or by the pair that must come together. */
export async function plainKinds(pool: pg.Pool): Promise<SearchKind[]> {
  const places = await placesOf(pool)
  const by = (key: keyof Place, criteria: (place: Place) => Criteria) => different(places, key).map(criteria)
  return [
    { name: 'area code', searches: by('areaCode', ({ areaCode }) => ({ areaCode })) },
    { name: 'NPA-NXX', searches: by('npaNxx', ({ npaNxx }) => ({ npaNxx, lca: false })) },
    { name: 'rate center', searches: by('rateCenter', ({ rateCenter, state }) => ({ rateCenter, state, lca: false })) },
    { name: 'state', searches: by('state', ({ state }) => ({ state })) },
    { name: 'city', searches: by('city', ({ city, state }) => ({ city, state })) },
    { name: 'ZIP code', searches: by('zip', ({ zip }) => ({ zip })) },
    { name: 'LATA', searches: by('lata', ({ lata }) => ({ lata })) },
    { name: 'toll-free pattern', searches: ['8**', '83*', '84*', '85*', '86*', '87*', '88*', '800'].map((tollFreeWildCardPattern) => ({ tollFreeWildCardPattern })) },
  ]
}

/** Searches that look further: the local calling area, combinations, what numbers spell. */
export async function otherKinds(pool: pg.Pool): Promise<SearchKind[]> {
  const places = await placesOf(pool)
  const codes = different(places, 'areaCode')
  const states = different(places, 'state')
  const everywhere = (vanities: readonly string[]) => vanities.map((localVanity) => ({ localVanity }))
  return [
    { name: 'NPA-NXX with its local calling area', searches: different(places, 'npaNxx').map(({ npaNxx }) => ({ npaNxx, lca: true })) },
    { name: 'rate center with its local calling area', searches: different(places, 'rateCenter').map(({ rateCenter, state }) => ({ rateCenter, state, lca: true })) },
    { name: 'area code, rate center, ZIP code', searches: codes.map(({ areaCode, rateCenter, state, zip }) => ({ areaCode, rateCenter, state, zip })) },
    { name: 'vanity', searches: everywhere(['555', 'CAB', '4663', 'HOME', '22222', 'LUCKY', 'FLOWERS', '777']) },
    { name: 'vanity with _', searches: everywhere(['4_6_6', '7_7_7', '1__1', '_00_', '2_2_2_2']) },
    { name: 'vanity with *', searches: everywhere(['*77*', '1*1', '*CAB', '9*99', '22*44', '*12345']) },
    { name: 'vanity in an area code', searches: codes.map(({ areaCode }) => ({ areaCode, localVanity: 'HOME' })) },
    { name: 'vanity with * in a state', searches: states.map(({ state }) => ({ state, localVanity: '7*77' })) },
    { name: 'rare vanity in a state', searches: states.map(({ state }) => ({ state, localVanity: '4_6_6_1' })) },
    { name: 'toll-free vanity', searches: ['CALL', 'HOME', 'BANK', 'SHOP', '2222'].map((tollFreeVanity) => ({ tollFreeVanity })) },
  ]
}
