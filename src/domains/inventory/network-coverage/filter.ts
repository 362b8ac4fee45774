import { lataIn } from '../../numbering/index.ts'
import { searchErrors } from '../search/errors.ts'
import type { CoveredQuery } from './contract.ts'

/** What a list of rate centers is narrowed to; texts in capitals, `codes` leading digits of exchanges and thousands blocks. */
export interface CoverageFilter {
  readonly state: string | undefined
  readonly abbreviation: string | undefined
  readonly name: string | undefined
  readonly zip: string | undefined
  readonly city: string | undefined
  readonly lata: number | undefined
  readonly tier: number | undefined
  readonly codes: readonly string[]
}

/** What is shown of each rate center on request. */
export interface Embeds {
  readonly zipCodes: boolean
  readonly cities: boolean
  readonly npaNxxX: boolean
  readonly localRateCenters: boolean
}
export const EVERYTHING: Embeds = { zipCodes: true, cities: true, npaNxxX: true, localRateCenters: true }

/** The documented values, and `Vendors`, which its examples ask for and which shows nothing to anybody but administrators. */
const EMBEDS = ['ZipCodes', 'Cities', 'NpaNxxX', 'AvailableNumberCount', 'LimitedAvailableNumberCount', 'LocalRateCenters', 'Vendors', 'Npa']
const OFFERED = EMBEDS.slice(0, 6)

const capitals = (text: string | undefined): string | undefined => text?.trim().toUpperCase() || undefined

function matching(text: string | undefined, shape: RegExp, refuse: (text: string) => Error): string | undefined {
  const value = capitals(text)
  if (value !== undefined && !shape.test(value)) throw refuse(value)
  return value
}

export const readState = (text: string | undefined): string | undefined =>
  matching(text, /^[A-Z]{2}$/, (state) => searchErrors.stateInvalid({ state }))

function readLata(text: string | undefined): number | undefined {
  const lata = matching(text, /^(\d{3}|\d{5})$/, (given) => searchErrors.lataInvalid({ lata: given }))
  return lata === undefined ? undefined : lataIn(lata)
}

/** Throws the documented error of the first filter that is malformed. What is unknown finds nothing. */
export function readCoverageFilter(query: CoveredQuery): CoverageFilter {
  const digits = (text: string | undefined, shape: RegExp) => matching(text, shape, () => searchErrors.npaNxxInvalid())
  const tier = matching(query.tier, /^[0-5]$/, (given) => searchErrors.tierInvalid({ tier: given }))
  const npa = digits(query.npa, /^[2-9]\d\d$/)
  const npaNxx = digits(query.npaNxx, /^[2-9]\d\d[2-9]\d\d$/)
  const npaNxxX = digits(query.npaNxxX, /^[2-9]\d\d[2-9]\d{3}$/)
  return {
    state: readState(query.state), abbreviation: capitals(query.abbreviation), name: capitals(query.name), city: capitals(query.city),
    zip: matching(query.zip, /^\d{5}(-?\d{4})?$/, (zip) => searchErrors.zipInvalid({ zip }))?.slice(0, 5), lata: readLata(query.lata),
    tier: tier === undefined ? undefined : Number(tier),
    codes: [npa, npaNxx, npaNxxX].filter((prefix) => prefix !== undefined),
  }
}

const isFiltered = ({ codes, ...filter }: CoverageFilter) => codes.length > 0 || Object.values(filter).some((value) => value !== undefined)

/** Throws 4015 for an unknown value, 4025 and 4026 for `Npa`, 4019 for local rate centers of a filtered list. */
export function readEmbeds({ embed }: CoveredQuery, filter: CoverageFilter): Embeds {
  const wanted = embed.flatMap((text) => text.split(',')).map((text) => text.trim()).filter((text) => text !== '')
  const has = (name: string) => wanted.some((text) => text.toLowerCase() === name.toLowerCase())
  const unknown = wanted.find((text) => !EMBEDS.some((name) => name.toLowerCase() === text.toLowerCase()))
  if (unknown !== undefined) throw searchErrors.embedInvalid({ embed: unknown, allowed: OFFERED.join(', ') })
  if (has('Npa')) throw has('NpaNxxX') ? searchErrors.embedsExclusive() : searchErrors.embedOff()
  if (has('LocalRateCenters') && isFiltered(filter)) throw searchErrors.localRateCentersFiltered()
  return { zipCodes: has('ZipCodes'), cities: has('Cities'), npaNxxX: has('NpaNxxX'), localRateCenters: has('LocalRateCenters') }
}

/** Reads `page`, which counts from 1. Throws 4018. */
export function readPageNumber({ page }: CoveredQuery): number {
  if (!/^[1-9]\d{0,6}$/.test(page.trim())) throw searchErrors.pageInvalid({ page })
  return Number(page)
}
