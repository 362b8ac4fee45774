import type { Clock } from '../../../kernel/clock/clock.ts'
import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import { deleteRetries, getHealth, getRetries, putRetries, renewSecret, resumeSubscription, testSubscription, type Health } from './contract.ts'
import type { HealthRow } from './repository.ts'
import type { SubscriptionCare } from './service.ts'

function viewOf(row: HealthRow, clock: Clock): Health {
  const { failing_since: failingSince, paused_at: pausedAt, oldest_due: oldest } = row
  return {
    subscriptionId: row.id, state: pausedAt ? 'paused' : failingSince ? 'failing' : 'active',
    failingSince: failingSince ?? undefined, pausedAt: pausedAt ?? undefined, waiting: row.waiting,
    lagSeconds: oldest ? Math.max(0, Math.round((clock.now().getTime() - oldest.getTime()) / 1000)) : 0,
    attempts: row.attempts, failures: row.failures, signed: row.signed,
  }
}

export const careRoutes = (care: SubscriptionCare): readonly Route[] => [
  handle(getHealth, async ({ params: { accountId, subscriptionid }, clock }) => reply(200, viewOf(await care.health(accountId, subscriptionid, clock), clock))),
  handle(testSubscription, async ({ params: { accountId, subscriptionid }, actor, clock }) =>
    reply(202, { deliveryId: await care.test(accountId, subscriptionid, actor.userName, clock) })),
  handle(resumeSubscription, async ({ params: { accountId, subscriptionid }, clock }) => {
    await care.resume(accountId, subscriptionid, clock)
    return reply(200, viewOf(await care.health(accountId, subscriptionid, clock), clock))
  }),
  handle(getRetries, async ({ params: { accountId, subscriptionid }, clock }) => reply(200, await care.retries(accountId, subscriptionid, clock))),
  handle(putRetries, async ({ params: { accountId, subscriptionid }, body, clock }) =>
    reply(200, await care.setRetries(accountId, subscriptionid, body.pauses, clock))),
  handle(deleteRetries, async ({ params: { accountId, subscriptionid }, clock }) => reply(200, await care.setRetries(accountId, subscriptionid, null, clock))),
  handle(renewSecret, async ({ params: { accountId, subscriptionid }, clock }) => reply(201, await care.renewSecret(accountId, subscriptionid, clock))),
]
