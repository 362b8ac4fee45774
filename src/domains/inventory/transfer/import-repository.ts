import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { ledger } from '../db.ts'
import type { NumberLine } from './parse.ts'

/** One number to take in, from a line of a file. */
export interface ImportedNumber {
  readonly line: number
  readonly tn: string
  readonly facts: NumberLine
}

interface Outcome {
  readonly added: number
  readonly problems: readonly { readonly line: number, readonly text: string }[]
}

/** What is said of numbers, everything once (most lines say the same), and which of it is said of each number. */
function distinctFacts(numbers: readonly ImportedNumber[]): { facts: string, of: number[] } {
  const places = new Map<string, number>()
  const known = new Map<NumberLine, number>()
  const of = numbers.map(({ facts }) => {
    const place = known.get(facts) ?? placeOf(places, facts)
    known.set(facts, place)
    return place
  })
  return { facts: `[${[...places.keys()].map((text, place) => `{"place":${place},"facts":${text}}`).join(',')}]`, of }
}

function placeOf(places: Map<string, number>, facts: NumberLine): number {
  const text = JSON.stringify(facts)
  const place = places.get(text) ?? places.size
  places.set(text, place)
  return place
}

/** What is said, with what the database knows of the ids and names in it. */
const sayings = (facts: string) => sql`
  select saying.place, given.*, named.id as named_center_id,
    case when given.rate_center is not null and named.id is null then 'rate center ' || given.rate_center || ' is not known in ' || coalesce(given.state, '?')
      when given.vendor is not null and not exists (select from vendor where vendor.id = given.vendor) then 'vendor ' || given.vendor || ' does not exist'
      when given.account is not null and not exists (select from account where account.id = given.account) then 'account ' || given.account || ' does not exist'
      when given.pool_account is not null and not exists (select from account where account.id = given.pool_account) then 'account ' || given.pool_account || ' does not exist'
    end as problem
  from jsonb_to_recordset(${facts}::jsonb) as saying(place integer, facts jsonb)
    cross join jsonb_to_record(saying.facts) as given(status text, pool_account integer, account integer, site integer, peer integer,
      rate_center text, state text, tier integer, vendor integer, protected boolean, external boolean, imported boolean, hosted boolean, country text,
      type text, services text[], aging_until timestamptz, in_service_at timestamptz, disconnected_at timestamptz)
    left join rate_center named on named.state = given.state and named.abbreviation = given.rate_center`

/** The numbers of a batch with what is said of them and their rate centers: named by the line, else that of the thousands block, else of the exchange. */
const resolved = (numbers: readonly ImportedNumber[], of: readonly number[]) => sql`
  select number.line, number.tn, said.*, center.id as center_id, center.state as center_state, center.lata as center_lata, center.tier as center_tier,
    coalesce(said.problem, case when center.id is null and number.tn not like '+%'
      and not exists (select from npa where npa.npa = left(number.tn, 3) and npa.kind = 'toll-free')
      then 'no rate center is known for ' || left(number.tn, 6) || '; give rate_center and state' end) as trouble
  from unnest(${numbers.map(({ line }) => line)}::integer[], ${numbers.map(({ tn }) => tn)}::text[], ${of}::integer[]) as number(line, tn, place)
    join said on said.place = number.place
    left join thousands_block block on said.named_center_id is null and block.npa_nxxx = left(number.tn, 7)
    left join exchange on said.named_center_id is null and block.npa_nxxx is null and exchange.npa_nxx = left(number.tn, 6)
    left join rate_center center on center.id = coalesce(said.named_center_id, block.rate_center_id, exchange.rate_center_id)`

/**
 * Takes numbers into the ledger in one statement; one that it has already stays as it is. Answers how many are new, and
 * the lines that name what does not exist: of those nothing is taken.
 */
export async function insertNumbers(tx: Tx, numbers: readonly ImportedNumber[], at: Date): Promise<Outcome> {
  const { facts, of } = distinctFacts(numbers)
  const { rows: [row] } = await sql<{ added: number, problems: Outcome['problems'] | null }>`
    with said as materialized (${sayings(facts)}), resolved as materialized (${resolved(numbers, of)}), added as (
      insert into telephone_number (tn, status, pool_account_id, rate_center_id, state, lata, tier, vendor_id, account_id, site_id, peer_id,
        protected, external, imported, hosted, country, tn_type, service_types, aging_until, in_service_at, permanently_disconnected_at, modified_at)
      select tn, coalesce(status, 'Available'), pool_account, center_id, center_state, center_lata, coalesce(resolved.tier, center_tier, 0),
        coalesce(vendor, 49), account, site, peer, coalesce(protected, false), coalesce(external, false), coalesce(imported, false),
        coalesce(hosted, false), country, type, coalesce(services, '{Voice}'), aging_until,
        coalesce(in_service_at, case when status = 'Inservice' then ${at}::timestamptz end),
        coalesce(disconnected_at, case when status in ('Aging', 'Disconnected') then ${at}::timestamptz end), ${at}::timestamptz
      from resolved where trouble is null order by tn collate "C"
      on conflict (tn) do nothing returning tn, status, account_id, permanently_disconnected_at), given_up as (
      insert into disconnected_number (account_id, tn, at)
      select account_id, tn, permanently_disconnected_at from added where status in ('Aging', 'Disconnected') and account_id is not null
      on conflict (account_id, tn) do update set at = excluded.at)
    select (select count(*) from added) as added,
      (select jsonb_agg(distinct jsonb_build_object('line', line, 'text', trouble)) from resolved where trouble is not null) as problems`.execute(ledger(tx))
  return { added: row?.added ?? 0, problems: row?.problems ?? [] }
}

/** When numbers that an import has brought have rested enough, and whose (null: nobody's) they are. */
export async function agingOf(tx: Tx, at: Date): Promise<{ accountId: number | null, until: Date }[]> {
  const { rows } = await sql<{ accountId: number | null, until: Date }>`
    select distinct account_id as "accountId", aging_until as until from telephone_number
    where status = 'Aging' and modified_at = ${at}`.execute(ledger(tx))
  return rows
}
