import { figure, median, type Figure } from '../figure.ts'
import { ACCOUNT, type Stage } from '../stage.ts'
import { address, headers, timed } from '../timed-order.ts'

const LARGE = 5_000
const LARGE_ROUNDS = 3
/** Orders that the account has stored, and how far apart they were made: some are older than the two years that are listed. */
const STORED = 1_000_000
const APART = '70 seconds'
const LISTED = 1_000
const ROUNDS = 5

const listOf = (tns: readonly string[]) => `<TelephoneNumberList>${tns.map((tn) => `<TelephoneNumber>${tn}</TelephoneNumber>`).join('')}</TelephoneNumberList>`

/** Where the numbers of the large orders lie: all in one rate center, so that each way of asking can find enough of them. */
interface Place {
  readonly npaNxx: string
  readonly rateCenter: string
  readonly state: string
  readonly city: string
  readonly zip: string
  readonly lata: string
}

const VANITY = 'CALL'

/** Fills two exchanges of the rate center that has most, and toll-free numbers that end in a word. */
async function stockUp({ pool }: Stage): Promise<Place> {
  const { rows: [place] } = await pool.query<Place & { center: number, exchanges: string[] }>(`
    select c.id as center, min(x.npa_nxx) as "npaNxx", (array_agg(x.npa_nxx order by x.npa_nxx))[1:2] as exchanges, c.abbreviation as "rateCenter", c.state,
      c.city, c.lata::text as lata, (select min(zip) from rate_center_zip z where z.rate_center_id = c.id) as zip
    from exchange x join rate_center c on c.id = x.rate_center_id
    where c.lata is not null and exists (select from rate_center_zip z where z.rate_center_id = c.id)
    group by c.id, left(x.npa_nxx, 3) order by count(*) desc, c.id limit 1`)
  if (!place) throw new Error('the plan has no rate center with a LATA and a ZIP')
  await pool.query(`insert into telephone_number (tn, status, rate_center_id, state, lata, tier, modified_at)
    select npa_nxx || lpad(line::text, 4, '0'), 'Available', c.id, c.state, c.lata, c.tier, now()
    from rate_center c, unnest($2::text[]) npa_nxx, generate_series(0, 9999) line where c.id = $1 order by 1 on conflict do nothing`, [place.center, place.exchanges])
  await pool.query(`insert into telephone_number (tn, status, modified_at)
    select npa || nxx || '2255', 'Available', now() from npa, generate_series(200, 999) nxx where kind = 'toll-free' order by 1 on conflict do nothing`)
  await pool.query('vacuum analyze telephone_number')
  return place
}

/** Ways of asking for 5,000 numbers, as an order writes them. */
const waysOf = ({ npaNxx, rateCenter, state, city, zip, lata }: Place): readonly (readonly [name: string, type: string, criteria: string])[] => [
  ['area code', 'AreaCodeSearchAndOrderType', `<AreaCode>${npaNxx.slice(0, 3)}</AreaCode>`],
  ['rate center', 'RateCenterSearchAndOrderType', `<RateCenter>${rateCenter}</RateCenter><State>${state}</State>`],
  ['NPA-NXX', 'NPANXXSearchAndOrderType', `<NpaNxx>${npaNxx}</NpaNxx>`],
  ['state', 'StateSearchAndOrderType', `<State>${state}</State>`],
  ['city', 'CitySearchAndOrderType', `<City>${city}</City><State>${state}</State>`],
  ['ZIP code', 'ZIPSearchAndOrderType', `<Zip>${zip}</Zip>`],
  ['LATA', 'LATASearchAndOrderType', `<Lata>${lata}</Lata>`],
  ['toll-free vanity', 'TollFreeVanitySearchAndOrderType', `<TollFreeVanity>${VANITY}</TollFreeVanity>`],
  ['toll-free pattern', 'TollFreeWildCharSearchAndOrderType', '<TollFreeWildCardPattern>8**</TollFreeWildCardPattern>'],
  ['area code, rate center and ZIP code', 'CombinedSearchAndOrderType', `<AreaCode>${npaNxx.slice(0, 3)}</AreaCode><RateCenter>${rateCenter}</RateCenter><State>${state}</State><Zip>${zip}</Zip>`],
  ['area code and vanity', 'CombinedSearchAndOrderType', `<AreaCode>${npaNxx.slice(0, 3)}</AreaCode><LocalVanity>*2*</LocalVanity>`],
]

/** Disconnects the numbers of the account, then puts them back into the stock without their rest. */
async function giveUp(stage: Stage): Promise<number> {
  const { rows } = await stage.pool.query<{ tn: string }>(
    "select tn from telephone_number where account_id = $1 and status = 'Inservice' order by in_service_at desc, tn limit $2", [ACCOUNT, LARGE])
  const { ms, count } = await timed(stage, '/disconnects',
    `<DisconnectTelephoneNumberOrder><DisconnectTelephoneNumberOrderType>${listOf(rows.map(({ tn }) => tn))}</DisconnectTelephoneNumberOrderType></DisconnectTelephoneNumberOrder>`)
  if (count !== LARGE) throw new Error(`${count} numbers were disconnected`)
  await stage.pool.query(`update telephone_number set status = 'Available', account_id = null, site_id = null, peer_id = null, order_id = null, order_type = null,
    in_service_at = null, ordered_at = null, aging_until = null where status = 'Aging'`)
  return ms
}

/** Orders for 5,000 numbers by each way of searching, each followed by a disconnect of all of them, on an otherwise idle program. */
export async function measureLargeSearches(stage: Stage): Promise<Figure[]> {
  const place = await stockUp(stage)
  const figures: Figure[] = []
  const disconnects: number[] = []
  for (const [name, type, criteria] of waysOf(place)) {
    const times: number[] = []
    for (let round = 0; round < LARGE_ROUNDS; round += 1) {
      const { ms, count } = await timed(stage, '/orders', `<Order><SiteId>${stage.siteId}</SiteId><${type}>${criteria}<Quantity>${LARGE}</Quantity></${type}></Order>`)
      if (count !== LARGE) throw new Error(`${count} numbers were found by ${name}`)
      times.push(ms)
      disconnects.push(await giveUp(stage))
    }
    figures.push(figure(`order of 5,000 numbers by ${name}, POST to COMPLETE, p50`, median(times), 'ms', { below: 1000 }))
  }
  return [...figures, figure('disconnect of 5,000 numbers, POST to COMPLETE, p50', median(disconnects), 'ms', { below: 1000 })]
}

/** A page of 1,000 orders with details, of an account that has a million: those of two years are counted as well. */
export async function measureOrderList(stage: Stage): Promise<Figure[]> {
  await stage.pool.query(`insert into orders (id, type, account_id, site_id, status, created_by, created_at, modified_at, modified_by, completed_at, completed_count)
    select gen_random_uuid(), 'orders', $1::integer, $2, 'COMPLETE', 'sandbox', at, at, 'sandbox', at, 1
    from (select now() - n * $4::interval as at from generate_series(1, $3) n) made`, [ACCOUNT, stage.siteId, STORED, APART])
  await stage.pool.query(`insert into number_order (order_id, selection, quantity, peer_id, partial_allowed, back_order_requested, counts)
    select id, '{}', 1, 1, false, false, '{"states":[{"state":"NC","count":1}],"rateCenters":[{"rateCenter":"RALEIGH","count":1}],"cities":[{"city":"RALEIGH","count":1}],"tiers":[{"tier":0,"count":1}],"vendors":[{"vendorId":49,"vendorName":"Numberplane","count":1}]}'
    from (select id from orders o where not exists (select from number_order n where n.order_id = o.id) and o.account_id = $1 order by created_at desc limit 20000) o`, [ACCOUNT])
  await stage.pool.query('vacuum analyze orders')
  await stage.pool.query('vacuum analyze number_order')
  const times: number[] = []
  for (let round = 0; round <= ROUNDS; round += 1) {
    const started = performance.now()
    const answer = await fetch(address(stage, `/orders?page=1&size=${LISTED}`), { headers })
    const text = await answer.text()
    // Whatever was ordered before this measure is on the page as well, so only what any order shows is looked for.
    const detailed = text.split('<RateCenterWithCount>').length - 1
    if (answer.status !== 200 || detailed < LISTED / 2) throw new Error(`the list answered ${answer.status} with ${detailed} detailed orders: ${text.slice(0, 300)}`)
    if (round > 0) times.push(performance.now() - started)
  }
  return [figure('list of 1,000 orders with details, of 1,000,000 of the account, p50', median(times), 'ms', { below: 100 })]
}
