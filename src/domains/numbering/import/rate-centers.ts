import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../../kernel/db/database.ts'
import type { ImportReport } from '../../../kernel/files/import-report.ts'
import type { TableColumns, TableRow } from '../../../kernel/files/table.ts'
import { plan } from '../db.ts'
import { addMissingPlaces } from './missing-places.ts'

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

export const rateCenterColumns: TableColumns = {
  required: [['state'], ['rate_center']], known: ['state', 'rate_center', ...Object.keys(Details.shape)],
}

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

/** A line with the id of its rate center. */
type Placed = RateCenterLine & { readonly id: number }

async function placed(tx: Tx, rows: readonly RateCenterLine[]): Promise<Placed[]> {
  const { rows: ids } = await sql<{ id: number }>`
    select center.id from unnest(${rows.map(({ state }) => state)}::text[], ${rows.map(({ name }) => name)}::text[]) with ordinality as given(state, name, place)
      join rate_center center on center.state = given.state and center.abbreviation = given.name order by given.place`.execute(plan(tx))
  return rows.flatMap((row, place) => {
    const id = ids[place]?.id
    return id === undefined ? [] : [{ ...row, id }]
  })
}

async function updateDetails(tx: Tx, rows: readonly Placed[]): Promise<number> {
  const column = (name: keyof RateCenterLine) => rows.map((row) => row[name] ?? null)
  const result = await sql`
    update rate_center center set city = coalesce(given.city, center.city), lata = coalesce(given.lata, center.lata), tier = coalesce(given.tier, center.tier),
      on_net = coalesce(given.on_net, center.on_net), latitude = coalesce(given.latitude, center.latitude), longitude = coalesce(given.longitude, center.longitude)
    from unnest(${rows.map(({ id }) => id)}::integer[], ${column('city')}::text[], ${column('lata')}::integer[], ${column('tier')}::integer[],
        ${column('on_net')}::boolean[], ${column('latitude')}::real[], ${column('longitude')}::real[])
      as given(id, city, lata, tier, on_net, latitude, longitude)
    where center.id = given.id
      and (center.city, center.lata, center.tier, center.on_net, center.latitude, center.longitude) is distinct from (coalesce(given.city, center.city),
        coalesce(given.lata, center.lata), coalesce(given.tier, center.tier), coalesce(given.on_net, center.on_net),
        coalesce(given.latitude, center.latitude), coalesce(given.longitude, center.longitude))`.execute(plan(tx))
  return Number(result.numAffectedRows ?? 0)
}

/** The entries of a list column, each once, with the id and the line that it belongs to. */
function entriesOf(rows: readonly Placed[], column: 'zips' | 'lca') {
  const concerned = rows.filter((row) => row[column] !== undefined)
  const entries = concerned.flatMap(({ id, line, ...row }) => [...new Set(row[column])].map((value) => ({ id, line, value })))
  return { concerned: concerned.map(({ id }) => id), ids: entries.map(({ id }) => id), lines: entries.map(({ line }) => line), values: entries.map(({ value }) => value) }
}

/** Neighbours whose own line has not come yet: looked for when the whole file has been read. */
const awaited = sql`pg_temp.awaited_neighbour`
const MOST_TOLD = 10_000

/** Takes away the lists that the lines replace. */
async function clearLists(tx: Tx, rows: readonly Placed[]): Promise<void> {
  const withZips = entriesOf(rows, 'zips').concerned
  const withNeighbours = entriesOf(rows, 'lca').concerned
  await sql`delete from rate_center_zip where rate_center_id = any(${withZips}::integer[])`.execute(plan(tx))
  await sql`delete from local_calling_area where from_rate_center_id = any(${withNeighbours}::integer[]) and from_rate_center_id <> to_rate_center_id`.execute(plan(tx))
  await sql`delete from ${awaited} where id = any(${withNeighbours}::integer[])`.execute(plan(tx))
}

async function addZips(tx: Tx, rows: readonly Placed[]): Promise<void> {
  const { ids, values } = entriesOf(rows, 'zips')
  if (ids.length === 0) return
  await sql`insert into rate_center_zip (zip, rate_center_id) select * from unnest(${values}::text[], ${ids}::integer[])`.execute(plan(tx))
}

async function addNeighbours(tx: Tx, rows: readonly Placed[]): Promise<void> {
  const { ids, lines, values } = entriesOf(rows, 'lca')
  if (ids.length === 0) return
  await sql`
    with given as materialized (
      select given.*, other.id as to_id from unnest(${lines}::integer[], ${ids}::integer[], ${values}::text[]) as given(line, id, value)
        left join rate_center other on other.state = split_part(given.value, ':', 1) and other.abbreviation = split_part(given.value, ':', 2)
    ), added as (
      insert into local_calling_area (from_rate_center_id, to_rate_center_id) select id, to_id from given where to_id <> id
    )
    insert into ${awaited} (line, id, value) select line, id, value from given where to_id is null on conflict do nothing`.execute(plan(tx))
}

/** Makes room for what `finishRateCenters` needs. */
async function prepare(tx: Tx): Promise<void> {
  await sql`create temporary table if not exists awaited_neighbour (id integer, line integer, value text, primary key (id, line, value)) on commit drop`.execute(plan(tx))
  // Nobody has counted yet what this transaction has added: the planner would read all of it for each batch.
  await sql`set local enable_hashjoin = off; set local enable_mergejoin = off`.execute(plan(tx))
}

/** Ties rate centers to neighbours that the file has named after them. Those that it has not named, and that nobody knows, are problems. */
export async function finishRateCenters(tx: Tx, report: ImportReport): Promise<void> {
  await prepare(tx)
  const found = sql`select other.id from rate_center other where other.state = split_part(given.value, ':', 1) and other.abbreviation = split_part(given.value, ':', 2)`
  await sql`insert into local_calling_area (from_rate_center_id, to_rate_center_id)
    select given.id, other.id from ${awaited} given cross join lateral (${found}) other on conflict do nothing`.execute(plan(tx))
  const { rows } = await sql<{ line: number, value: string }>`
    select line, value from ${awaited} given where not exists (${found}) order by line, value limit ${MOST_TOLD}`.execute(plan(tx))
  for (const { line, value } of rows) report.problem(line, `lca: no rate center ${value} is known`)
}

/** Writes what lines say of rate centers; one that is not known is added. The last line on a rate center counts. */
export async function writeRateCenters(tx: Tx, given: readonly RateCenterLine[], report: ImportReport): Promise<void> {
  await prepare(tx)
  const rows = [...new Map(given.map((row) => [`${row.state} ${row.name}`, row])).values()]
  const added = await addMissingPlaces(tx, rows.map(({ name, on_net: onNet, ...row }) => ({ ...row, rateCenter: name, onNet, npa: '' })))
  report.add('new rate centers', added)
  report.add('rate centers', rows.length)
  report.add('changed', added)
  const known = await placed(tx, rows)
  if (added < rows.length) {
    await clearLists(tx, known)
    report.add('changed', await updateDetails(tx, known))
  }
  await addZips(tx, known)
  await addNeighbours(tx, known)
}
