import { lataIn, type PlaceCriteria } from '../../numbering/index.ts'
import { readDates, type DateRange } from '../date-range.ts'

/** What a list of in-service numbers is narrowed to. */
export interface InserviceFilter extends Partial<DateRange> {
  readonly siteId?: number
  /** What the numbers begin with; all of them. */
  readonly prefixes?: readonly string[]
  readonly lata?: number | undefined
  readonly state?: string | undefined
  readonly tier?: number | undefined
  /** What the rate centers of the numbers fit, where that is asked for. */
  readonly place?: PlaceCriteria | undefined
}

/** Where a page begins: after some numbers (a page number), or at a number (from a "next" link). */
export type PageStart = { readonly skip: number } | { readonly from: string }

/** The filters of both lists, under one spelling. */
interface Wanted {
  readonly areaCode?: string | undefined
  readonly npaNxx?: string | undefined
  readonly npaNxxx?: string | undefined
  readonly lata?: string | undefined
  readonly state?: string | undefined
  readonly tier?: number | undefined
  readonly rateCenter?: string | undefined
  readonly city?: string | undefined
  readonly startdate?: string | undefined
  readonly enddate?: string | undefined
}

/** Reads the filters of a list. Throws 1003 and 1007. */
export function readFilter({ areaCode, npaNxx, npaNxxx, lata, state, tier, rateCenter, city, ...dates }: Wanted): InserviceFilter {
  const isByCenter = rateCenter !== undefined || city !== undefined
  return {
    prefixes: [areaCode, npaNxx, npaNxxx].filter((prefix) => prefix !== undefined), lata: lata === undefined ? undefined : lataIn(lata), state: state?.toUpperCase(), tier,
    place: isByCenter ? { rateCenter, city, state } : undefined, ...readDates(dates),
  }
}

/** A `page` that is a telephone number is the one with which the page begins, a shorter one counts pages from 1. */
export function readPage({ page, size }: { readonly page: string, readonly size: number }): PageStart {
  return page.length < 7 ? { skip: (Number(page) - 1) * size } : { from: page }
}
