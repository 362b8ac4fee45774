import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { sql } from 'kysely'
import type { Tx } from '../../src/kernel/db/database.ts'
import { clearOrders } from '../../src/kernel/orders/clear.ts'
import { openOrder } from '../../src/kernel/orders/engine.ts'
import { countOrders } from '../../src/kernel/orders/list/repository.ts'
import { createWorld, type World } from '../world/world.ts'

const type = {
  type: 'test-tally', noun: 'test', initial: 'NEW', notify: [], states: { NEW: 'system', DONE: 'nobody' },
  moves: { finish: { from: ['NEW'], to: 'DONE' } },
} as const

let world: World
let account: number
beforeAll(async () => { world = await createWorld({ worker: false }) })
beforeEach(async () => { ({ account } = await world.newAccount()) })
afterAll(() => world.close())

const open = (tx: Tx, at: Date) => openOrder(tx, type, { accountId: account, createdBy: 'somebody', at })
const count = (created: { from?: Date, until?: Date } = {}) => countOrders(world.database.db, account, type, { created })

/** What lies near a boundary of days and months as often as anywhere. */
const instants = fc.oneof(
  fc.date({ min: new Date('2024-11-01T00:00:00.000Z'), max: new Date('2026-03-31T00:00:00.000Z'), noInvalidDate: true }),
  fc.constantFrom(...['2025-01-01T00:00:00.000Z', '2025-01-31T23:59:59.999Z', '2025-02-01T00:00:00.000Z', '2025-12-31T23:59:59.999Z'].map((text) => new Date(text))),
)

describe('the number of orders of an account', () => {
  it('is what counting them one by one gives, for any orders and any period', async () => {
    await fc.assert(fc.asyncProperty(fc.array(instants, { maxLength: 30 }), fc.array(fc.tuple(fc.option(instants), fc.option(instants)), { minLength: 1, maxLength: 5 }), async (made, periods) => {
      await clearOrders(world.database.db, account)
      for (const at of made) await world.database.transaction((tx) => open(tx, at))
      for (const [from, until] of periods) {
        const within = made.filter((at) => (from === null || at >= from) && (until === null || at < until))
        expect(await count({ ...(from ? { from } : {}), ...(until ? { until } : {}) })).toBe(within.length)
      }
    }), { numRuns: 25 })
  })

  it('stays right when many come at the same time, some of which are taken back', async () => {
    const at = new Date('2025-06-15T12:00:00.000Z')
    const kept = await Promise.allSettled(Array.from({ length: 60 }, (_, n) => world.database.transaction(async (tx) => {
      await open(tx, at)
      if (n % 3 === 0) throw new Error('taken back')
    })))
    expect(await count()).toBe(kept.filter(({ status }) => status === 'fulfilled').length)
    const { rows } = await sql<{ tallied: number }>`select sum(count) as tallied from order_tally where account_id = ${account}`.execute(world.database.db)
    expect(rows).toEqual([{ tallied: 40 }])
  })

  it('does not make one order wait for another of its account that is not committed yet', async () => {
    const at = new Date('2025-06-15T12:00:00.000Z')
    await world.database.transaction(async (tx) => {
      await open(tx, at)
      const other = await world.database.pool.connect()
      try {
        await other.query('begin')
        await other.query("set local lock_timeout = '2s'")
        await other.query(`insert into orders (id, type, account_id, status, created_by, created_at, modified_at, modified_by)
          values (gen_random_uuid(), $1, $2, 'NEW', 'somebody', $3, $3, 'somebody')`, [type.type, account, at])
        await other.query('commit')
      } finally {
        other.release()
      }
    })
    expect(await count()).toBe(2)
  })

  it('is nought again when all orders are removed', async () => {
    for (const at of ['2025-05-01T00:00:00.000Z', '2025-06-30T23:59:59.999Z']) await open(world.database.db, new Date(at))
    await clearOrders(world.database.db, account)
    expect(await count()).toBe(0)
  })
})
