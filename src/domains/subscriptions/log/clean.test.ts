import { afterAll, describe, expect, test } from 'vitest'
import { startCallbackReceiver, answer } from '../../../../tests/world/callback-receiver.ts'
import { deliveriesOf, orderEnds, subscribe } from '../../../../tests/world/subscriptions.ts'
import { createWorld } from '../../../../tests/world/world.ts'
import { systemClock } from '../../../kernel/clock/clock.ts'
import { createLogger } from '../../../kernel/log/logger.ts'
import { removeOldHistory } from './clean.ts'

const world = await createWorld()
afterAll(() => world.close())

const clean = () => removeOldHistory(world.database, systemClock, 30, { signal: undefined, log: createLogger('silent') })

describe('cleaning', () => {
  test('removes what is older than so many days with all that hangs on it, and nothing that waits or is younger', async () => {
    const owner = await world.newAccount()
    const [taking, refusing] = [await startCallbackReceiver(), await startCallbackReceiver(answer(500))]
    const [done, waiting] = [await subscribe(world, owner, taking.url), await subscribe(world, owner, refusing.url)]
    const gone = await subscribe(world, owner, `${taking.url}/gone`, { about: '<OrderType>portins</OrderType>', expiry: '1' })
    await orderEnds(world, owner.account)
    await world.settle(owner.account)
    const { pool } = world.database
    await pool.query(`delete from delivery where subscription_id = $1`, [waiting])
    await pool.query(`update event set at = at - interval '31 days' where account_id = $1`, [owner.account])
    await pool.query(`update subscription set expires_at = expires_at - interval '31 days' where id = $1`, [gone])
    await orderEnds(world, owner.account)
    await world.settle(owner.account)
    await pool.query(`update event set at = at - interval '31 days' where account_id = $1 and id in (select event_id from delivery where subscription_id = $2)`, [owner.account, waiting])
    await clean()
    expect(await deliveriesOf(world, waiting)).toMatchObject([{ state: 'pending' }])
    expect(await deliveriesOf(world, done)).toMatchObject([{ state: 'delivered' }])
    const { rows } = await pool.query('select id from subscription where id = $1', [gone])
    expect(rows).toEqual([])
    await clean()
    expect(await deliveriesOf(world, done)).toHaveLength(1)
    await Promise.all([taking.close(), refusing.close()])
  })

  test('runs by itself every hour', async () => {
    const { rows } = await world.database.pool.query<{ identifier: string }>('select identifier from graphile_worker._private_known_crontabs')
    expect(rows.map(({ identifier }) => identifier)).toContain('subscriptions.history.clean')
  })
})
