import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { readXml } from '../../src/kernel/xml/index.ts'
import { SANDBOX_ACCOUNT } from './world.ts'
import { text } from './xml.ts'

const BASIC = `Basic ${Buffer.from('sandbox:sandbox').toString('base64')}`
/** What a well-behaved client waits before it tries again. */
const RETRY_PAUSE_MS = 20
const CLIENTS = 8

/** What clients got in place of an answer that an order was accepted. */
export interface Refusals { readonly statuses: Map<number, string>, unreachable: number }

/** Many orders at once, each sent again under its own Idempotency-Key until it is accepted. */
export interface OrderStorm {
  /** Ids of the orders that clients were told of. */
  readonly accepted: readonly string[]
  readonly refusals: Refusals
  /** Resolves as soon as so many were accepted. */
  reached(count: number): Promise<void>
  /** Resolves when all were accepted. */
  readonly done: Promise<void>
}

export interface StormOptions {
  /** Asked before each try: a program that was started again listens elsewhere. */
  readonly address: () => string
  readonly site: number
  readonly count: number
  readonly timeoutMs?: number
}

/** Lets clients place orders for two numbers of one area code each, so that all of them want the same numbers. */
export function startStorm({ address, site, count, timeoutMs = 90_000 }: StormOptions): OrderStorm {
  const accepted: string[] = []
  const refusals: Refusals = { statuses: new Map(), unreachable: 0 }
  const waiters: { count: number, resolve: () => void }[] = []
  const deadline = AbortSignal.timeout(timeoutMs)
  let next = 0

  const accept = (id: string) => {
    accepted.push(id)
    for (const waiter of waiters) if (accepted.length >= waiter.count) waiter.resolve()
  }
  const client = async () => {
    for (let number = next++; number < count; number = next++) {
      for (;;) {
        deadline.throwIfAborted()
        const answer = await post(address(), site, number)
        if (answer?.status === 201) { accept(text(readXml(answer.body), 'Order/id')); break }
        if (answer) refusals.statuses.set(answer.status, answer.body)
        else refusals.unreachable += 1
        await pause(RETRY_PAUSE_MS)
      }
    }
  }
  const done = Promise.all(Array.from({ length: CLIENTS }, client)).then(() => undefined)
  return {
    accepted, refusals, done,
    reached: (wanted) => Promise.race([new Promise<void>((resolve) => { waiters.push({ count: wanted, resolve }) }), done]),
  }
}

async function post(address: string, site: number, number: number): Promise<{ status: number, body: string } | undefined> {
  const body = `<Order><CustomerOrderId>storm-${number}</CustomerOrderId><SiteId>${site}</SiteId>` +
    '<AreaCodeSearchAndOrderType><AreaCode>919</AreaCode><Quantity>2</Quantity></AreaCodeSearchAndOrderType></Order>'
  try {
    const response = await fetch(`${address}/api/accounts/${SANDBOX_ACCOUNT}/orders`, {
      method: 'POST', body, headers: { authorization: BASIC, 'content-type': 'application/xml', 'idempotency-key': `storm-${number}` },
    })
    return { status: response.status, body: await response.text() }
  } catch (error) {
    // The connection was refused or broke: the client cannot know whether its order was accepted.
    if (error instanceof TypeError) return undefined
    throw error
  }
}

/** Everything that must be true of orders, numbers and events, however often something was killed meanwhile. */
export interface Ledger {
  readonly orders: { id: string, status: string, customerOrderId: string, endings: number, numbers: number }[]
  /** Numbers that more than one order obtained. */
  readonly sharedNumbers: string[]
  /** Numbers in service that no order obtained, and the other way round. */
  readonly strayNumbers: string[]
}

export async function readLedger(client: pg.Client): Promise<Ledger> {
  const orders = await client.query<Ledger['orders'][number]>(`select o.id, o.status, o.customer_order_id as "customerOrderId",
      (select count(*)::int from order_event e where e.order_id = o.id and e.to_status in ('COMPLETE', 'PARTIAL', 'FAILED')) as endings,
      (select count(*)::int from telephone_number t where t.order_id = o.id and t.status = 'Inservice') as numbers
    from orders o where o.customer_order_id like 'storm-%' order by o.id`)
  const shared = await client.query<{ subject: string }>(`select subject from order_line where outcome = 'completed' group by subject having count(*) > 1
    union select tn from telephone_number_history where to_status = 'Inservice'
      and order_id in (select id from orders) group by tn having count(*) > 1`)
  const stray = await client.query<{ tn: string }>(`select coalesce(t.tn, l.subject) as tn
    from (select * from telephone_number where status = 'Inservice') t
    full join (select * from order_line where outcome = 'completed') l on l.subject = t.tn and l.order_id = t.order_id
    where t.tn is null or l.subject is null`)
  return { orders: orders.rows, sharedNumbers: shared.rows.map((row) => row.subject), strayNumbers: stray.rows.map((row) => row.tn) }
}

/** Resolves when the condition holds; fails, with what it last threw, when it does not in time. */
export async function until(what: string, condition: () => Promise<boolean> | boolean, timeoutMs = 60_000): Promise<void> {
  const deadline = AbortSignal.timeout(timeoutMs)
  let last: unknown
  while (!deadline.aborted) {
    try {
      if (await condition()) return
    } catch (error) {
      last = error
    }
    await pause(RETRY_PAUSE_MS)
  }
  throw new Error(`not within ${timeoutMs} ms: ${what}`, { cause: last })
}

/** Connects, uses and closes a connection of its own. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
