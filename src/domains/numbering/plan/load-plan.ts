import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { plan } from '../db.ts'
import { carriers, isOnNet, spidOf } from '../geography/carriers.ts'
import type { Exchange, Geography, Npa, RateCenter } from '../geography/geography.ts'
import { localCalls } from '../geography/local-calling.ts'

const lataNumber = (lata: string | null) => (lata === null || lata === '' ? null : Number(lata))

async function upsertNpas(tx: Tx, npas: readonly Npa[]): Promise<void> {
  await sql`
    insert into npa (npa, country, state, kind, lata)
    select * from unnest(
      ${npas.map((npa) => npa.npa)}::text[], ${npas.map((npa) => npa.country)}::text[], ${npas.map((npa) => npa.state)}::text[],
      ${npas.map((npa) => npa.kind)}::text[], ${npas.map((npa) => lataNumber(npa.lata))}::integer[])
    on conflict (npa) do update
      set country = excluded.country, state = excluded.state, kind = excluded.kind, lata = excluded.lata
      where (npa.country, npa.state, npa.kind, npa.lata)
        is distinct from (excluded.country, excluded.state, excluded.kind, excluded.lata)`.execute(plan(tx))
}

/**
 * A rate center that the database knows by state and abbreviation keeps its id, because numbers refer to it; a new one
 * gets the data's id if that is free, else one above all others.
 */
async function upsertRateCenters(tx: Tx, centers: readonly RateCenter[]): Promise<void> {
  await sql`
    with given as (
      select * from unnest(
        ${centers.map((center) => center.id)}::integer[], ${centers.map((center) => center.abbreviation)}::text[],
        ${centers.map((center) => center.city)}::text[], ${centers.map((center) => center.state)}::text[],
        ${centers.map((center) => center.country)}::text[], ${centers.map((center) => lataNumber(center.lata))}::integer[],
        ${centers.map((center) => center.tier)}::integer[], ${centers.map((center) => center.latitude)}::real[],
        ${centers.map((center) => center.longitude)}::real[], ${centers.map(isOnNet)}::boolean[])
        as g(id, abbreviation, city, state, country, lata, tier, latitude, longitude, on_net)
    ), top as (
      select greatest((select max(id) from given), (select max(id) from rate_center)) as id
    ), placed as (
      select coalesce(known.id, case when taken.id is null then given.id else top.id + row_number() over (order by given.id) end) as id,
        given.abbreviation, given.city, given.state, given.country, given.lata, given.tier, given.latitude, given.longitude, given.on_net
      from given cross join top
        left join rate_center known on known.state = given.state and known.abbreviation = given.abbreviation
        left join rate_center taken on taken.id = given.id
    )
    insert into rate_center (id, abbreviation, city, state, country, lata, tier, latitude, longitude, on_net)
    select * from placed
    on conflict (id) do update
      set city = excluded.city, country = excluded.country, lata = excluded.lata, tier = excluded.tier,
        latitude = excluded.latitude, longitude = excluded.longitude, on_net = excluded.on_net
      where (rate_center.city, rate_center.country, rate_center.lata, rate_center.tier, rate_center.latitude, rate_center.longitude,
          rate_center.on_net)
        is distinct from (excluded.city, excluded.country, excluded.lata, excluded.tier, excluded.latitude, excluded.longitude,
          excluded.on_net)
  `.execute(plan(tx))
}

async function insertZips(tx: Tx, centers: readonly RateCenter[]): Promise<void> {
  const pairs = centers.flatMap((center) => center.zips.map((zip) => ({ zip, center })))
  await sql`
    insert into rate_center_zip (zip, rate_center_id)
    select given.zip, center.id
    from unnest(${pairs.map(({ zip }) => zip)}::text[], ${pairs.map(({ center }) => center.state)}::text[],
      ${pairs.map(({ center }) => center.abbreviation)}::text[]) as given(zip, state, abbreviation)
      join rate_center center on center.state = given.state and center.abbreviation = given.abbreviation
    on conflict do nothing`.execute(plan(tx))
}

async function upsertCarriers(tx: Tx): Promise<void> {
  await sql`
    insert into carrier (spid, name, kind)
    select * from unnest(${carriers.map(({ spid }) => spid)}::text[], ${carriers.map(({ name }) => name)}::text[],
      ${carriers.map(({ kind }) => kind)}::text[])
    on conflict (spid) do nothing`.execute(plan(tx))
}

/** Who holds an exchange is only told of exchanges of which nothing is known. */
async function upsertExchanges(tx: Tx, exchanges: readonly Exchange[], centers: ReadonlyMap<number, RateCenter>): Promise<void> {
  const placed = exchanges.map(({ npaNxx, rateCenterId }) => {
    const center = centers.get(rateCenterId)
    if (!center) throw new Error(`exchange ${npaNxx} belongs to rate center ${rateCenterId}, which the plan does not have`)
    return { npaNxx, center, spid: spidOf({ npaNxx, rateCenterId }, center) }
  })
  await sql`
    insert into exchange (npa_nxx, rate_center_id, spid)
    select given.npa_nxx, center.id, given.spid
    from unnest(${placed.map(({ npaNxx }) => npaNxx)}::text[], ${placed.map(({ center }) => center.state)}::text[],
      ${placed.map(({ center }) => center.abbreviation)}::text[], ${placed.map(({ spid }) => spid)}::text[])
        as given(npa_nxx, state, abbreviation, spid)
      join rate_center center on center.state = given.state and center.abbreviation = given.abbreviation
    on conflict (npa_nxx) do update set rate_center_id = excluded.rate_center_id, spid = coalesce(exchange.spid, excluded.spid)
      where exchange.rate_center_id <> excluded.rate_center_id or exchange.spid is null`.execute(plan(tx))
}

/** Gives a local calling area to the rate centers that have none; what is there stays, because it may have been imported. */
async function insertLocalCalls(tx: Tx, centers: readonly RateCenter[]): Promise<void> {
  const known = await plan(tx).selectFrom('rate_center').select(['id', 'state', 'abbreviation']).execute()
  const idOf = new Map(known.map(({ id, state, abbreviation }) => [`${state} ${abbreviation}`, id]))
  const idHere = new Map(centers.map(({ id, state, abbreviation }) => [id, idOf.get(`${state} ${abbreviation}`) ?? 0]))
  const calls = localCalls(centers)
  await sql`
    insert into local_calling_area (from_rate_center_id, to_rate_center_id)
    select given.one, given.other
    from unnest(${calls.map(({ from }) => idHere.get(from) ?? 0)}::integer[], ${calls.map(({ to }) => idHere.get(to) ?? 0)}::integer[])
      as given(one, other)
    where not exists (select from local_calling_area known where known.from_rate_center_id = given.one)
    order by given.one, given.other`.execute(plan(tx))
}

/**
 * Writes the plan into the database: area codes, rate centers, their ZIP codes and local calling areas, carriers, exchanges. May be repeated, also with a
 * newer geography: what is known is updated, what is new is added, nothing is removed. On an empty database the rate
 * centers get the geography's own ids. Throws when an exchange names a rate center that the geography does not have.
 */
export async function loadPlan(tx: Tx, geography: Geography): Promise<void> {
  await upsertNpas(tx, [...geography.npas.values()])
  await upsertRateCenters(tx, geography.rateCenters)
  await insertZips(tx, geography.rateCenters)
  await upsertCarriers(tx)
  await upsertExchanges(tx, geography.exchanges, geography.rateCentersById)
  await insertLocalCalls(tx, geography.rateCenters)
  // Searches come right after the first load, before autovacuum would gather statistics.
  await sql`analyze npa, rate_center, rate_center_zip, exchange, local_calling_area`.execute(plan(tx))
}
