import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What an area code is for. Numbers of a `non-geographic` one (personal, government, premium) are never offered. */
export type NpaKind = 'geographic' | 'toll-free' | 'non-geographic'

/**
 * One area code. `country` is two letters (ISO 3166), `state` the state or province that it serves (the principal one
 * where it serves several), `lata` its principal LATA; each is null where there is none.
 */
export type Npa = {
  readonly npa: string
  readonly country: string | null
  readonly state: string | null
  readonly kind: NpaKind
  readonly lata: string | null
}

/**
 * One rate center. `abbreviation` is at most ten characters and unique in its state, `city` its full name in upper
 * case, `tier` 0 (metropolitan) to 5 (remote), coordinates degrees, `zips` ascending five-digit texts (none in Canada).
 * `id` belongs to one version of the data; across versions a rate center is known by state and abbreviation.
 */
export type RateCenter = {
  readonly id: number
  readonly abbreviation: string
  readonly city: string
  readonly state: string
  readonly lata: string
  readonly country: string
  readonly tier: number
  readonly latitude: number
  readonly longitude: number
  readonly zips: readonly string[]
}

/** One exchange: six digits, area code and exchange code, and the rate center it belongs to. */
export type Exchange = { readonly npaNxx: string; readonly rateCenterId: number }

/** The numbering geography: lists ascending by code or id, frozen, with a map for each way it is looked up. */
export type Geography = {
  readonly npas: ReadonlyMap<string, Npa>
  readonly rateCenters: readonly RateCenter[]
  readonly rateCentersById: ReadonlyMap<number, RateCenter>
  readonly exchanges: readonly Exchange[]
  readonly exchangesByNpaNxx: ReadonlyMap<string, Exchange>
}

/** The nearest folder above this module with a package.json: the same from `src/` and from the compiled `dist/`. */
function packageRoot(): string {
  let folder = import.meta.dirname
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder)
    if (parent === folder) throw new Error(`No package.json above ${import.meta.dirname}`)
    folder = parent
  }
  return folder
}

/** The rows of a data file, each parsed by `parse` and frozen. Throws when the columns are not the expected ones. */
function readTable<Row>(name: string, columns: readonly string[], parse: (cells: string[]) => Row): readonly Row[] {
  const file = join(packageRoot(), 'data', name)
  const [header, ...lines] = readFileSync(file, 'utf8').replace(/\n$/, '').split('\n')
  if (header !== columns.join('\t')) throw new Error(`${file}: unexpected columns "${header ?? ''}"`)
  return Object.freeze(
    lines.map((line, index) => {
      const cells = line.split('\t')
      if (cells.length !== columns.length) throw new Error(`${file}: row ${index + 2} has ${cells.length} columns`)
      return Object.freeze(parse(cells))
    }),
  )
}

const orNull = (cell: string | undefined) => (cell === undefined || cell === '' ? null : cell)

function parseKind(cell: string): NpaKind {
  if (cell === 'geographic' || cell === 'toll-free' || cell === 'non-geographic') return cell
  throw new Error(`npa.tsv: unknown kind "${cell}"`)
}

/**
 * Reads the geography from the package's `data/` (about 40,000 exchanges, well under 150 ms). Reads the files at every
 * call: call it once and keep the result. Throws when a file is missing or its columns are not the expected ones.
 */
export function loadGeography(): Geography {
  const npas = readTable('npa.tsv', ['npa', 'country', 'state', 'kind', 'lata'], (cells): Npa => {
    const [npa = '', country, state, kind = '', lata] = cells
    return { npa, country: orNull(country), state: orNull(state), kind: parseKind(kind), lata: orNull(lata) }
  })
  const rateCenterColumns =
    ['id', 'abbreviation', 'city', 'state', 'lata', 'country', 'tier', 'latitude', 'longitude', 'zips']
  const rateCenters = readTable('rate-centers.tsv', rateCenterColumns, (cells): RateCenter => {
    const [id, abbreviation = '', city = '', state = '', lata = '', country = '', tier, ...place] = cells
    const [latitude, longitude, zips] = place
    return {
      id: Number(id),
      abbreviation,
      city,
      state,
      lata,
      country,
      tier: Number(tier),
      latitude: Number(latitude),
      longitude: Number(longitude),
      zips: Object.freeze(zips === undefined || zips === '' ? [] : zips.split(' ')),
    }
  })
  const exchanges = readTable('npa-nxx.tsv', ['npaNxx', 'rateCenterId'], ([npaNxx = '', id]): Exchange => {
    return { npaNxx, rateCenterId: Number(id) }
  })
  return Object.freeze({
    npas: new Map(npas.map((npa) => [npa.npa, npa])),
    rateCenters,
    rateCentersById: new Map(rateCenters.map((rateCenter) => [rateCenter.id, rateCenter])),
    exchanges,
    exchangesByNpaNxx: new Map(exchanges.map((exchange) => [exchange.npaNxx, exchange])),
  })
}
