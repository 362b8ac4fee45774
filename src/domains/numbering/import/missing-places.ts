import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { plan } from '../db.ts'
import { countryOfState } from './countries.ts'

/** A rate center that a report names, and what it says of it; `npa`: an area code that has exchanges there. */
export interface NamedPlace {
  readonly state: string
  readonly rateCenter: string
  readonly npa: string
  readonly city?: string | undefined
  readonly lata?: number | undefined
  readonly tier?: number | undefined
  readonly onNet?: boolean | undefined
  readonly latitude?: number | undefined
  readonly longitude?: number | undefined
}

/** Tier of a rate center of which no more is known than its name. */
const UNKNOWN_TIER = 3
/** Held while ids are given out, so that two imports do not give the same. */
const PLACE_LOCK = 7_201_904

/**
 * Adds the rate centers that are not there yet, local to themselves alone. What is not said of one: it is named after
 * itself, and lies in the principal LATA of the area code. Answers how many were added.
 */
export async function addMissingPlaces(tx: Tx, named: readonly NamedPlace[]): Promise<number> {
  const places = [...new Map(named.map((place) => [`${place.state} ${place.rateCenter}`, place])).values()]
  const column = (name: keyof NamedPlace) => places.map((place) => place[name] ?? null)
  await sql`select pg_advisory_xact_lock(${PLACE_LOCK})`.execute(plan(tx))
  const { rows: [row] } = await sql<{ count: number }>`
    with missing as (
      select given.*, npa.lata as npa_lata, row_number() over (order by given.state, given.name) as place
      from unnest(${places.map(({ state }) => state)}::text[], ${places.map(({ rateCenter }) => rateCenter)}::text[],
          ${places.map(({ npa }) => npa)}::text[], ${places.map(({ state }) => countryOfState(state))}::text[],
          ${column('city')}::text[], ${column('lata')}::integer[], ${column('tier')}::integer[], ${column('onNet')}::boolean[],
          ${column('latitude')}::real[], ${column('longitude')}::real[])
          as given(state, name, npa, country, city, lata, tier, on_net, latitude, longitude)
        left join npa on npa.npa = given.npa
      where not exists (select from rate_center known where known.state = given.state and known.abbreviation = given.name)
    ), added as (
      insert into rate_center (id, abbreviation, city, state, country, lata, tier, on_net, latitude, longitude)
      select (select coalesce(max(id), 0) from rate_center) + place, name, coalesce(city, name), state, country, coalesce(lata, npa_lata),
        coalesce(tier, ${UNKNOWN_TIER}), coalesce(on_net, true), latitude, longitude from missing
      returning id
    ), local as (
      insert into local_calling_area (from_rate_center_id, to_rate_center_id) select id, id from added
    )
    select count(*) as count from added`.execute(plan(tx))
  return row?.count ?? 0
}

/** Somebody who holds exchanges or blocks, as a report names it. */
export interface NamedCarrier {
  readonly spid: string
  readonly name: string
}

/** The reports do not say who serves mobiles; these words in a company's name do. */
const WIRELESS = /\b(?:wireless|mobil\w*|cellular|pcs|spectrum)\b/i

/** Writes carriers by their operating company numbers. A known one keeps its kind and takes the newer name. */
export async function writeCarriers(tx: Tx, named: readonly NamedCarrier[]): Promise<void> {
  const carriers = [...new Map(named.map((carrier) => [carrier.spid, carrier])).values()].filter(({ spid }) => spid !== '')
  await sql`
    insert into carrier (spid, name, kind)
    select * from unnest(${carriers.map(({ spid }) => spid)}::text[], ${carriers.map(({ name }) => name)}::text[],
      ${carriers.map(({ name }) => WIRELESS.test(name) ? 'WIRELESS' : 'WIRELINE')}::text[])
    on conflict (spid) do update set name = excluded.name where carrier.name <> excluded.name`.execute(plan(tx))
}
