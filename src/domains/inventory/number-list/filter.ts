import type { RawBuilder } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { peersWithHost } from '../../locations/index.ts'
import { AnyTn, lataIn, rateCentersExist, type PlaceCriteria } from '../../numbering/index.ts'
import { inventoryErrors } from '../errors.ts'
import type { NumberQuery } from './contract.ts'

/** What a list of numbers is narrowed to; all of it must fit. */
export interface NumberFilter {
  readonly accounts: readonly number[]
  readonly tn: string | undefined
  /** What the numbers begin with; all of them. */
  readonly prefixes: readonly string[]
  readonly lata: number | undefined
  readonly state: string | undefined
  readonly tier: number | undefined
  readonly place: PlaceCriteria | undefined
  readonly peerIds: readonly number[] | undefined
  readonly serviceType: string | undefined
  /** A query of the numbers that the list is about, where only some are. */
  readonly among: RawBuilder<{ tn: string }> | undefined
}

/** A query of those numbers of accounts that have an emergency address of their own. */
export type EmergencyNumbers = (accounts: readonly number[]) => RawBuilder<{ tn: string }>

function prefixesOf({ npa, npaNxx, npaNxxX }: NumberQuery): string[] {
  if (npa !== undefined && !/^[2-9]\d\d$/.test(npa)) throw inventoryErrors.areaCodeInvalid({ value: npa })
  if (npaNxx !== undefined && !/^[2-9]\d\d[2-9]\d\d$/.test(npaNxx)) throw inventoryErrors.exchangeInvalid({ value: npaNxx })
  if (npaNxxX !== undefined && !/^[2-9]\d\d[2-9]\d{3}$/.test(npaNxxX)) throw inventoryErrors.blockInvalid({ value: npaNxxX })
  return [npa, npaNxx, npaNxxX].filter((prefix) => prefix !== undefined)
}

const E911 = 'E911'
const services: Readonly<Record<string, string | undefined>> = { voice: 'Voice', e911: E911, hosted_e911: undefined }

function serviceOf(service: string | undefined): string | undefined {
  if (service === undefined) return undefined
  const name = service.toLowerCase()
  if (!Object.hasOwn(services, name)) throw inventoryErrors.serviceInvalid({ value: service })
  const type = services[name]
  if (type === undefined) throw inventoryErrors.serviceUnsupported({ value: service })
  return type
}

function numberOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const parsed = AnyTn.safeParse(text)
  if (!parsed.success) throw inventoryErrors.tnInvalid({ tn: text })
  return parsed.data
}

/** The accounts that a list is about: the caller's own, or the one that is named if it is among them. */
function accountsOf({ accountId, account }: NumberQuery, own: ReadonlySet<number>): number[] {
  const wanted = accountId ?? account
  return [...own].filter((id) => wanted === undefined || id === wanted).sort((a, b) => a - b)
}

/** Reads the filters of the list. Throws 15510 to 15514, 15621, 15623 and 12512. */
export async function readFilter(tx: Tx, query: NumberQuery, own: ReadonlySet<number>, numbersWithE911: EmergencyNumbers): Promise<NumberFilter> {
  const { rateCenter, city, state, lata, tier, host } = query
  const accounts = accountsOf(query, own)
  const place = rateCenter === undefined && city === undefined ? undefined : { rateCenter, city, state }
  const service = serviceOf(query.service)
  const filter = {
    accounts, tn: numberOf(query.fullNumber), prefixes: prefixesOf(query), lata: lata === undefined ? undefined : lataIn(lata),
    state: state?.toUpperCase(), tier, place,
    serviceType: service === E911 ? undefined : service, among: service === E911 ? numbersWithE911(accounts) : undefined,
  }
  if (rateCenter !== undefined && !await rateCentersExist(tx, { rateCenter, state })) throw inventoryErrors.rateCenterInvalid({ value: rateCenter })
  return { ...filter, peerIds: host === undefined ? undefined : await peersWithHost(tx, accounts, host) }
}

/** The number that a page begins with, or undefined for the first page. Throws 15516. */
export function readPage(page: string): string | undefined {
  if (page === '1') return undefined
  const parsed = AnyTn.safeParse(page)
  if (!parsed.success) throw inventoryErrors.pageInvalid({ value: page.slice(0, 40) })
  return parsed.data
}
