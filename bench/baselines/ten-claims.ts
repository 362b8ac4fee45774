import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { serveTasks } from '../child.ts'
import { nowMs } from '../clock.ts'

interface TenClaimsInput {
  readonly url: string
  readonly accountId: number
  readonly siteId: number
  readonly connections: number
  /** The numbers of each transaction. */
  readonly orders: readonly (readonly string[])[]
}

async function claim(client: pg.PoolClient, { accountId, siteId }: TenClaimsInput, tns: readonly string[]): Promise<void> {
  const at = new Date()
  const id = randomUUID()
  await client.query('begin')
  const found = await client.query({
    name: 'pick', text: `select tn from telephone_number where tn = any($1) and status = 'Available' order by tn for update skip locked`, values: [tns],
  })
  if (found.rowCount !== tns.length) throw new Error(`of ${tns.length} numbers ${found.rowCount} are available`)
  await client.query({
    name: 'assign', values: [tns, accountId, siteId, id, at],
    text: `update telephone_number set status = 'Inservice', account_id = $2, site_id = $3, order_id = $4, in_service_at = $5, modified_at = $5 where tn = any($1)`,
  })
  await client.query({
    name: 'order', values: [id, accountId, siteId, at, tns.length],
    text: `insert into orders (id, type, account_id, site_id, status, created_by, created_at, modified_at, modified_by, completed_at, completed_count)
      values ($1, 'bench', $2, $3, 'COMPLETE', 'bench', $4, $4, 'bench', $4, $5)`,
  })
  await client.query({
    name: 'history', values: [tns, at, accountId, id],
    text: `insert into telephone_number_history (tn, at, from_status, to_status, account_id, order_id, actor)
      select tn, $2, 'Available', 'Inservice', $3, $4, 'bench' from unnest($1::text[]) tn`,
  })
  await client.query('commit')
}

/** The least that an order of several numbers can be: one transaction that claims them, with its order and history. Answers how many per second. */
async function run(input: TenClaimsInput): Promise<number> {
  const pool = new pg.Pool({ connectionString: input.url, max: input.connections })
  const clients = await Promise.all(Array.from({ length: input.connections }, () => pool.connect()))
  let next = 0
  const startedMs = nowMs()
  await Promise.all(clients.map(async (client) => {
    for (let tns = input.orders[next++]; tns !== undefined; tns = input.orders[next++]) await claim(client, input, tns)
  }))
  const perSecond = input.orders.length / (nowMs() - startedMs) * 1000
  for (const client of clients) client.release()
  await pool.end()
  return perSecond
}

const tasks = { run }
export type TenClaimsTasks = typeof tasks

serveTasks(tasks)
