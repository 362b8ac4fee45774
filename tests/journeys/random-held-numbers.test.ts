import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { backOrder } from '../world/back-orders.ts'
import { disconnectOrder } from '../world/held-numbers.ts'
import { sandboxOf } from '../world/sandbox.ts'
import { administrators } from '../world/people.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { text } from '../world/xml.ts'

/**
 * Accounts order, wait for, close, give up and let numbers rest out of one small pool, many at once, at random. Whatever they
 * do: no number is in two places, every order ends unless it waits, sums and history agree, and nobody waits for what
 * is there. When it fails, fast-check prints seed and path; FC_SEED repeats the walk.
 */

const AREA_CODE = '205'
const NUMBERS = 12
const ACTORS = 3

let world: World
let actors: FreshAccount[]
let pool: string[]

beforeAll(async () => {
  world = await createWorld()
  const { rows } = await world.database.pool.query<{ tn: string }>('select tn from telephone_number where left(tn, 3) = $1 order by tn limit $2', [AREA_CODE, NUMBERS])
  pool = rows.map(({ tn }) => tn)
  await world.database.pool.query('delete from telephone_number where not tn = any($1)', [pool])
  actors = await Promise.all(Array.from({ length: ACTORS }, () => world.newAccount()))
  // Only administrators may purge.
  await administrators(world)
})
afterAll(() => world.close())

type Act =
  | { readonly kind: 'order', readonly actor: number, readonly quantity: number, readonly waits: boolean }
  | { readonly kind: 'disconnect', readonly actor: number, readonly tns: readonly number[], readonly purge: boolean }
  | { readonly kind: 'close', readonly actor: number, readonly which: number }
  | { readonly kind: 'rest', readonly actor: number }

const actor = fc.nat({ max: ACTORS - 1 })
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('order' as const), actor, quantity: fc.integer({ min: 1, max: 6 }), waits: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('disconnect' as const), actor, tns: fc.uniqueArray(fc.nat({ max: NUMBERS - 1 }), { minLength: 1, maxLength: 6 }), purge: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('close' as const), actor, which: fc.nat({ max: 5 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('rest' as const), actor }) },
)
/** Acts of one burst happen at the same moment; everything settles between bursts. */
const walks = fc.array(fc.array(act, { minLength: 1, maxLength: 10 }), { minLength: 1, maxLength: 4 })

async function perform(one: Act, waiting: Map<string, number>): Promise<void> {
  const who = actors[one.actor]
  if (!who) throw new Error('there is no such actor')
  const { account, auth, site } = who
  if (one.kind === 'rest') {
    expect((await sandboxOf(world, who).clock({ advance: 'P46D' })).status).toBe(200)
    return
  }
  if (one.kind === 'close') {
    const mine = [...waiting].filter(([, owner]) => owner === one.actor).map(([id]) => id)
    const id = mine[one.which % Math.max(1, mine.length)]
    if (id === undefined) return
    // 400 where it has been filled meanwhile.
    expect([200, 400]).toContain((await world.api('PUT', `/accounts/${account}/orders/${id}`, '<Order><CloseOrder>true</CloseOrder></Order>', { auth })).status)
    return
  }
  if (one.kind === 'disconnect') {
    const body = disconnectOrder(one.tns.map((index) => pool[index] ?? ''), one.purge ? '<DisconnectMode>purge</DisconnectMode>' : '')
    expect((await world.api('POST', `/accounts/${account}/disconnects`, body, { auth })).status).toBe(201)
    return
  }
  const body = backOrder(site, AREA_CODE, one.quantity, '<PartialAllowed>true</PartialAllowed>').replace('>true</BackOrderRequested>', `>${one.waits}</BackOrderRequested>`)
  const answer = await world.api('POST', `/accounts/${account}/orders`, body, { auth })
  expect(answer.status, answer.text).toBe(201)
  if (one.waits) waiting.set(text(answer.xml, 'Order/id'), one.actor)
}

interface Row {
  readonly id: string, readonly type: string, readonly status: string, readonly quantity: number | null, readonly completed_count: number, readonly failed_count: number
  readonly completed: number, readonly failed: number, readonly history: readonly string[], readonly waits: boolean
}

async function checkBooks(): Promise<void> {
  const { rows } = await world.database.pool.query<Row>(`select o.id, o.type, o.status, n.quantity, o.completed_count, o.failed_count,
      (select count(*)::int from order_line l where l.order_id = o.id and l.outcome = 'completed') as completed,
      (select count(*)::int from order_line l where l.order_id = o.id and l.outcome = 'failed') as failed,
      array(select concat(from_status, '>', to_status) from order_event where order_id = o.id order by position) as history,
      exists (select from back_order b where b.order_id = o.id) as waits
    from orders o left join number_order n on n.order_id = o.id order by o.id`)
  for (const row of rows) {
    expect([row.completed_count, row.failed_count]).toEqual([row.completed, row.failed])
    expect(row.history[0]).toBe('>RECEIVED')
    for (const [index, step] of row.history.entries()) if (index > 0) expect(step.split('>')[0]).toBe(row.history[index - 1]?.split('>')[1])
    expect(row.history.at(-1)?.split('>')[1]).toBe(row.status)
    expect(row.waits).toBe(row.status === 'BACKORDERED')
    expect(['COMPLETE', 'PARTIAL', 'FAILED', 'BACKORDERED']).toContain(row.status)
    if (row.type === 'orders' && row.status === 'COMPLETE') expect(row.completed).toBe(row.quantity)
    if (row.status === 'BACKORDERED') expect(row.completed).toBeLessThan(row.quantity ?? 0)
  }
  await checkNumbers(rows.some(({ waits }) => waits))
}

async function checkNumbers(somebodyWaits: boolean): Promise<void> {
  const { rows: states } = await world.database.pool.query<{ status: string, count: number }>('select status, count(*)::int as count from telephone_number group by 1')
  expect(states.reduce((sum, { count }) => sum + count, 0)).toBe(NUMBERS)
  if (somebodyWaits) expect(states.find(({ status }) => status === 'Available')).toBeUndefined()
  // Whoever has a number got it by the last order about it, and each time it came into service it was free before.
  const { rows: strays } = await world.database.pool.query(`select t.tn from telephone_number t where t.status = 'Inservice'
    and not exists (select from order_line l where l.order_id = t.order_id and l.subject = t.tn and l.outcome = 'completed')`)
  expect(strays).toEqual([])
  const { rows: jumps } = await world.database.pool.query(`select tn from (
      select tn, to_status, from_status, lag(to_status) over (partition by tn order by id) as before from telephone_number_history) h
    where before is not null and from_status <> before`)
  expect(jumps).toEqual([])
}

async function walk(bursts: readonly (readonly Act[])[]): Promise<void> {
  const waiting = new Map<string, number>()
  const settle = async () => { for (const who of actors) expect((await sandboxOf(world, who).settle()).status).toBe(200) }
  for (const burst of bursts) {
    await Promise.all(burst.map((one) => perform(one, waiting)))
    await settle()
    // What one account's rest set free may have gone to another one's back order.
    await settle()
    await checkBooks()
  }
  for (const who of actors) expect((await sandboxOf(world, who).reset()).status).toBe(200)
  await world.database.pool.query('delete from telephone_number_history')
}

it('whatever accounts order, wait for and give up at once, the books are right', async () => {
  const seed = process.env.FC_SEED === undefined ? {} : { seed: Number(process.env.FC_SEED) }
  await fc.assert(fc.asyncProperty(walks, walk), { ...seed, numRuns: 12, interruptAfterTimeLimit: 25_000, endOnFailure: true })
}, 90_000)
