import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../../kernel/db/database.ts'
import type { ImportReport } from '../../../kernel/files/import-report.ts'
import type { TableRow } from '../../../kernel/files/table.ts'
import { plan } from '../db.ts'
import { addMissingPlaces } from './missing-places.ts'

export const rateCenterColumns = [['state'], ['rate_center']]

const words = z.string().transform((text) => text.split(/[\s;]+/).filter(Boolean))
const degrees = (most: number) => z.string().regex(/^-?\d+(\.\d+)?$/, 'is no number').transform(Number).pipe(z.number().min(-most).max(most))

/** What a line can say of a rate center; an empty or missing column leaves what is known. */
const Details = z.object({
  city: z.string().max(60).toUpperCase(),
  lata: z.string().regex(/^\d{1,5}$/, 'is no LATA').transform(Number),
  tier: z.string().regex(/^[0-5]$/, 'is not 0 to 5').transform(Number),
  on_net: z.string().toLowerCase().pipe(z.enum(['true', 'false'], 'is neither true nor false')).transform((text) => text === 'true'),
  latitude: degrees(90),
  longitude: degrees(180),
  /** All of its ZIP codes, replacing those known. */
  zips: words.pipe(z.array(z.string().regex(/^\d{5}$/, 'is no five-digit ZIP'))),
  /** All rate centers that are local to it, itself understood, as `NC:CARY NC:APEX`, replacing those known. */
  lca: words.pipe(z.array(z.string().toUpperCase().regex(/^[A-Z]{2}:\S+$/, 'is not a list like NC:CARY'))),
}).partial()

type RateCenterLine = z.output<typeof Details> & { readonly state: string, readonly name: string, readonly line: number }

/** Reads a line of our own table of rate centers, or answers what is wrong with it. */
export function readRateCenter(row: TableRow): RateCenterLine | string {
  const state = row.cell('state').toUpperCase()
  const name = row.cell('rate_center').toUpperCase()
  if (!/^[A-Z]{2}$/.test(state)) return `'${state.slice(0, 40)}' is no state`
  if (name === '' || name.length > 40) return `'${name.slice(0, 40)}' is no rate center`
  const given = Object.fromEntries(Object.keys(Details.shape).map((column) => [column, row.cell(column)]).filter(([, text]) => text !== ''))
  const parsed = Details.safeParse(given)
  if (parsed.success) return { ...parsed.data, state, name, line: row.line }
  const [issue] = parsed.error.issues
  const column = String(issue?.path[0] ?? '')
  return `${column} '${row.cell(column).slice(0, 40)}' ${issue?.message}`
}

async function updateDetails(tx: Tx, rows: readonly RateCenterLine[]): Promise<number> {
  const result = await sql`
    update rate_center center set city = coalesce(given.city, center.city), lata = coalesce(given.lata, center.lata), tier = coalesce(given.tier, center.tier),
      on_net = coalesce(given.on_net, center.on_net), latitude = coalesce(given.latitude, center.latitude), longitude = coalesce(given.longitude, center.longitude)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as given(state text, name text, city text, lata integer, tier integer, on_net boolean, latitude real, longitude real)
    where center.state = given.state and center.abbreviation = given.name
      and (center.city, center.lata, center.tier, center.on_net, center.latitude, center.longitude) is distinct from (coalesce(given.city, center.city),
        coalesce(given.lata, center.lata), coalesce(given.tier, center.tier), coalesce(given.on_net, center.on_net),
        coalesce(given.latitude, center.latitude), coalesce(given.longitude, center.longitude))`.execute(plan(tx))
  return Number(result.numAffectedRows ?? 0)
}

/** The pairs of a list column, with the rate center that each belongs to. */
const pairsOf = (rows: readonly RateCenterLine[], column: 'zips' | 'lca') =>
  rows.flatMap(({ state, name, line, ...row }) => (row[column] ?? []).map((value) => ({ state, name, line, value })))

const centersWith = (rows: readonly RateCenterLine[], column: 'zips' | 'lca') => {
  const concerned = rows.filter((row) => row[column] !== undefined)
  return sql`select center.id from unnest(${concerned.map(({ state }) => state)}::text[], ${concerned.map(({ name }) => name)}::text[]) as given(state, name)
    join rate_center center on center.state = given.state and center.abbreviation = given.name`
}

async function replaceZips(tx: Tx, rows: readonly RateCenterLine[]): Promise<void> {
  await sql`delete from rate_center_zip where rate_center_id in (${centersWith(rows, 'zips')})`.execute(plan(tx))
  await sql`
    insert into rate_center_zip (zip, rate_center_id)
    select given.value, center.id from jsonb_to_recordset(${JSON.stringify(pairsOf(rows, 'zips'))}::jsonb) as given(state text, name text, value text)
      join rate_center center on center.state = given.state and center.abbreviation = given.name
    on conflict do nothing`.execute(plan(tx))
}

async function replaceLocalAreas(tx: Tx, rows: readonly RateCenterLine[], report: ImportReport): Promise<void> {
  await sql`delete from local_calling_area where from_rate_center_id in (${centersWith(rows, 'lca')}) and from_rate_center_id <> to_rate_center_id`.execute(plan(tx))
  const { rows: strangers } = await sql<{ line: number, value: string }>`
    with given as (
      select given.*, center.id as from_id, other.id as to_id
      from jsonb_to_recordset(${JSON.stringify(pairsOf(rows, 'lca'))}::jsonb) as given(state text, name text, line integer, value text)
        join rate_center center on center.state = given.state and center.abbreviation = given.name
        left join rate_center other on other.state = split_part(given.value, ':', 1) and other.abbreviation = split_part(given.value, ':', 2)
    ), added as (
      insert into local_calling_area (from_rate_center_id, to_rate_center_id) select from_id, to_id from given where to_id is not null
      on conflict do nothing
    )
    select line, value from given where to_id is null order by line, value`.execute(plan(tx))
  for (const { line, value } of strangers) report.problem(line, `lca: no rate center ${value} is known (it may only be named after its own line)`)
}

/** Writes what lines say of rate centers; one that is not known is added. The last line on a rate center counts. */
export async function writeRateCenters(tx: Tx, given: readonly RateCenterLine[], report: ImportReport): Promise<void> {
  const rows = [...new Map(given.map((row) => [`${row.state} ${row.name}`, row])).values()]
  report.add('new rate centers', await addMissingPlaces(tx, rows.map(({ state, name }) => ({ state, rateCenter: name, npa: '' }))))
  report.add('rate centers', rows.length)
  report.add('changed', await updateDetails(tx, rows))
  await replaceZips(tx, rows)
  await replaceLocalAreas(tx, rows, report)
}
