import { systemClock } from '../../src/kernel/clock/clock.ts'
import { newId } from '../../src/kernel/ids/ids.ts'
import { createLogger } from '../../src/kernel/log/logger.ts'
import type { OrderType } from '../../src/kernel/orders/define.ts'
import { advance, openOrder } from '../../src/kernel/orders/engine.ts'
import type { LineOutcome } from '../../src/kernel/orders/lines.ts'
import type { FreshAccount, World } from './world.ts'

const log = createLogger('silent')

/** A stand-in for any order type, so that notifications can be tested without the domain that makes such orders. */
export const standIn = (type: string): OrderType<string, 'complete' | 'fail'> => ({
  type, noun: 'stand-in order', states: { RECEIVED: 'system', COMPLETE: 'nobody', FAILED: 'nobody' }, initial: 'RECEIVED',
  moves: { complete: { from: ['RECEIVED'], to: 'COMPLETE' }, fail: { from: ['RECEIVED'], to: 'FAILED' } }, notify: ['COMPLETE', 'FAILED'], tellsNumbers: true,
})

export interface OrderStory {
  readonly type?: string
  readonly move?: 'complete' | 'fail'
  readonly message?: string
  readonly customerOrderId?: string
  readonly lines?: readonly LineOutcome[]
}

/** Stores an order that nothing has happened to yet. Answers its id. */
export async function openStandIn(world: World, accountId: number, story: OrderStory = {}): Promise<string> {
  return world.database.transaction((tx) => openOrder(tx, standIn(story.type ?? 'orders'), {
    accountId, customerOrderId: story.customerOrderId, createdBy: 'test', at: systemClock.now(),
  }))
}

/** Brings a stand-in order to its end, which makes the event that subscribers are told about. */
export async function endStandIn(world: World, orderId: string, { type = 'orders', move = 'complete', message = 'done', lines }: OrderStory = {}): Promise<void> {
  const moved = await world.database.transaction((tx) => advance(tx, { clock: systemClock, log, actor: 'test' }, standIn(type), orderId,
    async () => ({ move, message, lines })))
  if (!moved) throw new Error(`order ${orderId} did not move`)
}

/** An order that was placed and has ended. Answers its id. */
export async function orderEnds(world: World, accountId: number, story: OrderStory = {}): Promise<string> {
  const id = await openStandIn(world, accountId, story)
  await endStandIn(world, id, story)
  return id
}

export const subscriptionXml = (url: string, { about = '<OrderType>orders</OrderType>', expiry = '3153600000', more = '' } = {}): string =>
  `<Subscription>${about}<CallbackSubscription><URL>${url}</URL><Expiry>${expiry}</Expiry>${more}</CallbackSubscription></Subscription>`

export const basicXml = (username: string, password: string): string =>
  `<CallbackCredentials><BasicAuthentication><Username>${username}</Username><Password>${password}</Password></BasicAuthentication></CallbackCredentials>`

/** Subscribes to the account's orders. Answers the subscription's id. */
export async function subscribe(world: World, owner: FreshAccount, url: string, options: { about?: string, expiry?: string, more?: string } = {}): Promise<string> {
  const { status, headers, text } = await world.api('POST', `/accounts/${owner.account}/subscriptions`, subscriptionXml(url, options), { auth: owner.auth })
  if (status !== 201) throw new Error(`subscribing answered ${status}: ${text}`)
  return headers.get('location')?.split('/').at(-1) ?? ''
}

export interface KeptDelivery { readonly state: string, readonly attempts: number, readonly errors: (string | null)[], readonly bodies: string[] }

/** What is on record of a subscription's deliveries, in their order. */
export async function deliveriesOf(world: World, subscriptionId: string): Promise<KeptDelivery[]> {
  const { rows } = await world.database.pool.query<KeptDelivery>(`select d.state, d.attempts,
      array_agg(a.error order by a.number) as errors, array_agg(a.request_body order by a.number) as bodies
    from delivery d left join delivery_attempt a on a.delivery_id = d.id where d.subscription_id = $1 group by d.id order by d.seq`, [subscriptionId])
  return rows
}

/** An id that nothing has. */
export const strangeId = newId
