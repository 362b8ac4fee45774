import { setTimeout as pause } from 'node:timers/promises'
import { figure, median, type Figure } from '../figure.ts'
import { ACCOUNT, AUTH, type Stage } from '../stage.ts'

const LARGE = 5_000
/** Orders that the account has stored, and how far apart they were made: some are older than the two years that are listed. */
const STORED = 1_000_000
const APART = '70 seconds'
const LISTED = 1_000
const ROUNDS = 5

const headers = { authorization: `Basic ${Buffer.from(AUTH).toString('base64')}`, 'content-type': 'application/xml' }
const address = ({ program }: Stage, path: string) => `${program.origin}/api/accounts/${ACCOUNT}${path}`

/** Posts a body and answers the id of the order that it made. */
async function post(stage: Stage, path: string, body: string): Promise<string> {
  const answer = await fetch(address(stage, path), { method: 'POST', body, headers })
  const text = await answer.text()
  const id = /<id>([^<]+)<\/id>/.exec(text)?.[1]
  if (answer.status !== 201 || id === undefined) throw new Error(`POST ${path} answered ${answer.status}: ${text.slice(0, 300)}`)
  return id
}

/** Milliseconds from the POST of an order until it has ended, and how many numbers it was about. */
async function timed(stage: Stage, path: string, body: string): Promise<{ ms: number, count: number }> {
  const started = performance.now()
  const id = await post(stage, path, body)
  for (;;) {
    const { rows: [order] } = await stage.pool.query<{ completed_count: number }>('select completed_count from orders where id = $1 and completed_at is not null', [id])
    if (order) return { ms: performance.now() - started, count: order.completed_count }
    await pause(5)
  }
}

const listOf = (tns: readonly string[]) => `<TelephoneNumberList>${tns.map((tn) => `<TelephoneNumber>${tn}</TelephoneNumber>`).join('')}</TelephoneNumberList>`

/** The values of a column of available numbers that most of them share. */
async function richest({ pool }: Stage, column: string): Promise<string> {
  const { rows: [row] } = await pool.query<{ value: string }>(
    `select (${column})::text as value from telephone_number where status = 'Available' and state is not null group by 1 order by count(*) desc limit 1`)
  if (!row) throw new Error('no numbers are left')
  return row.value
}

async function giveUp(stage: Stage): Promise<{ ms: number, count: number }> {
  const { rows } = await stage.pool.query<{ tn: string }>(
    "select tn from telephone_number where account_id = $1 and status = 'Inservice' order by tn limit $2", [ACCOUNT, LARGE])
  const tns = rows.map(({ tn }) => tn)
  return timed(stage, '/disconnects',
    `<DisconnectTelephoneNumberOrder><DisconnectTelephoneNumberOrderType>${listOf(tns)}</DisconnectTelephoneNumberOrderType></DisconnectTelephoneNumberOrder>`)
}

/** Orders for 5,000 numbers by search, each followed by a disconnect of 5,000, on an otherwise idle program. */
export async function measureLargeSearches(stage: Stage): Promise<Figure[]> {
  const types: [string, string, (value: string) => string][] = [
    ['area code', 'left(tn, 3)', (value) => `<AreaCodeSearchAndOrderType><AreaCode>${value}</AreaCode><Quantity>${LARGE}</Quantity></AreaCodeSearchAndOrderType>`],
    ['state', 'state', (value) => `<StateSearchAndOrderType><Quantity>${LARGE}</Quantity><State>${value}</State></StateSearchAndOrderType>`],
    ['LATA', 'lata', (value) => `<LATASearchAndOrderType><Quantity>${LARGE}</Quantity><Lata>${value}</Lata></LATASearchAndOrderType>`],
    ['state and area code', 'left(tn, 3)', (value) => `<CombinedSearchAndOrderType><Quantity>${LARGE}</Quantity><AreaCode>${value}</AreaCode></CombinedSearchAndOrderType>`],
  ]
  const figures: Figure[] = []
  const disconnects: number[] = []
  for (const [name, column, selection] of types) {
    const times: { ms: number, count: number }[] = []
    for (let round = 0; round < 3; round += 1) {
      const body = selection(await richest(stage, column))
      times.push(await timed(stage, '/orders', `<Order><SiteId>${stage.siteId}</SiteId><PartialAllowed>true</PartialAllowed>${body}</Order>`))
      const gone = await giveUp(stage)
      if (gone.count === LARGE) disconnects.push(gone.ms)
    }
    const count = Math.min(...times.map((time) => time.count))
    figures.push(figure(`order of ${count} to 5,000 numbers by ${name}, POST to its end, p50`, median(times.map(({ ms }) => ms)), 'ms', { below: 1000 }))
  }
  if (disconnects.length > 0) figures.push(figure('disconnect of 5,000 numbers, POST to its end, p50', median(disconnects), 'ms', { below: 1000 }))
  return figures
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
