import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/kernel/clock/clock.ts'
import { createLogger } from '../../src/kernel/log/logger.ts'
import { flawOf, isTerminal, orderTypes, type OrderType } from '../../src/kernel/orders/define.ts'
import { advance, openOrder } from '../../src/kernel/orders/engine.ts'
import { createWorld, type World } from '../world/world.ts'

// The registry fills as the domains are loaded, which importing the world does.
const types = orderTypes()
const context = { clock: systemClock, log: createLogger('silent'), actor: 'test' }

let world: World
beforeAll(async () => { world = await createWorld({ worker: false }) })
afterAll(() => world.close())

async function historyOf(id: string): Promise<{ move: string, to: string }[]> {
  const rows = await world.database.db.selectFrom('order_event').select(['move', 'to_status']).where('order_id', '=', id).orderBy('position').execute()
  return rows.map(({ move, to_status: to }) => ({ move, to }))
}

/** Tries moves one after the other, as jobs and people would, and answers those that were made. */
async function walk(type: OrderType, id: string, moves: readonly string[]): Promise<{ move: string, to: string }[]> {
  const made: { move: string, to: string }[] = []
  for (const move of moves) {
    const { from, to } = type.moves[move] ?? { from: [], to: '' }
    const moved = await world.database.transaction((tx) => advance(tx, context, type, id, async ({ status }) =>
      from.includes(status) ? { move, message: `${move} of the test` } : undefined))
    if (moved) made.push({ move, to })
  }
  return made
}

describe.each(types.map((type) => [type.type, type] as const))('order type %s', (_name, type) => {
  it('has a state graph that holds together', () => {
    expect(flawOf(type)).toBeUndefined()
  })

  it('keeps a history that equals the walk, ends where nobody moves, and tells subscribers of the states it should', async () => {
    const moveNames = fc.array(fc.constantFrom(...Object.keys(type.moves)), { minLength: 1, maxLength: 12 })
    await fc.assert(fc.asyncProperty(moveNames, async (moves) => {
      const id = await world.database.transaction((tx) => openOrder(tx, type, { accountId: world.account, createdBy: 'test', at: systemClock.now() }))
      const made = await walk(type, id, moves)
      expect(await historyOf(id)).toEqual([{ move: 'open', to: type.initial }, ...made])
      const order = await world.database.db.selectFrom('orders').select(['status', 'completed_at']).where('id', '=', id).executeTakeFirstOrThrow()
      const reached = [type.initial, ...made.map(({ to }) => to)]
      expect(order.status).toBe(reached.at(-1))
      expect(order.completed_at !== null).toBe(isTerminal(type, order.status))
      const events = await world.database.db.selectFrom('event').select('payload').where('account_id', '=', world.account).orderBy('seq').execute()
      const told = events.filter(({ payload }) => Reflect.get(payload, 'orderId') === id).map(({ payload }) => Reflect.get(payload, 'status'))
      // A try that changes nothing is told to nobody.
      expect(told).toEqual(reached.filter((status, index) => type.notify.includes(status) && status !== reached[index - 1]))
    }), { numRuns: 15 })
  })

  it('refuses a decision for a move that the state does not allow', async () => {
    const id = await world.database.transaction((tx) => openOrder(tx, type, { accountId: world.account, createdBy: 'test', at: systemClock.now() }))
    const impossible = Object.entries(type.moves).find(([, { from }]) => !from.includes(type.initial))
    if (!impossible) return
    await expect(world.database.transaction((tx) => advance(tx, context, type, id, async () => ({ move: impossible[0], message: '' }))))
      .rejects.toThrow(/is not possible from/)
    expect(await historyOf(id)).toHaveLength(1)
  })
})

it('knows the order types that are built', () => {
  expect(types.map(({ type }) => type)).toContain('orders')
})
