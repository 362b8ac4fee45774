import { sql, type RawBuilder, type SqlBool } from 'kysely'
import { z } from 'zod'
import type { ErrorMaker } from '../../kernel/errors/catalogue.ts'
import { isUuid } from '../../kernel/ids/ids.ts'

/** The database knows no year 0, and no zone further away than this. */
const UNKNOWN = /^0000|[+-](1[6-9]|2\d):\d\d$/
const Instant = z.iso.datetime({ offset: true }).refine((text) => !UNKNOWN.test(text))

/** A page of a list that is ordered by instants: where it begins, and in which direction it goes. */
export interface InstantPage {
  readonly isAscending: boolean
  /** Entries after this instant only. */
  readonly after: string | undefined
  readonly from: { readonly at: string, readonly id: string | undefined } | undefined
}

/** What a `next` link calls an entry. */
export const placeOf = (at: Date, id: string): string => `${at.toISOString()}_${id}`

function instantOf(parameter: string, text: string, refusal: ErrorMaker): string {
  // A plus that nobody escaped arrives as a space; one documented example has a day only.
  const mended = text.trim().replace(/ (?=\d\d:\d\d$)/, '+').replace(/^(\d{4}-\d\d-\d\d)Z?$/, '$1T00:00:00Z')
  if (!Instant.safeParse(mended).success) throw refusal({ parameter })
  return mended
}

interface PageQuery { readonly page: string, readonly after: readonly [string, string | undefined] }

/**
 * Reads `Page`, an instant from which the list goes back (or forth, where it begins after an instant), or an entry of a `next` link.
 * `after` is the filter that turns the order round, with its name.
 */
export function instantPage({ page, after: [name, after] }: PageQuery, refusal: ErrorMaker): InstantPage {
  const [at = '', id] = page.split('_')
  return {
    isAscending: after !== undefined, after: after === undefined ? undefined : instantOf(name, after, refusal),
    from: page === '1' ? undefined : { at: instantOf('Page', at, refusal), id: id !== undefined && isUuid(id) ? id : undefined },
  }
}

/** The conditions of a page on a column of instants and one of ids, and its order: total. */
export function pageConditions(at: RawBuilder<unknown>, id: RawBuilder<unknown>, { isAscending, after, from }: InstantPage) {
  const where: RawBuilder<SqlBool>[] = after === undefined ? [] : [sql`${at} > ${after}::timestamptz`]
  if (from?.id !== undefined) where.push(sql`(${at}, ${id}) ${isAscending ? sql`>=` : sql`<=`} (${from.at}::timestamptz, ${from.id}::uuid)`)
  else if (from) where.push(sql`${at} ${isAscending ? sql`>=` : sql`<=`} ${from.at}::timestamptz`)
  return { where, order: isAscending ? sql`${at}, ${id}` : sql`${at} desc, ${id} desc` }
}
