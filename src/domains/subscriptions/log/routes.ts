import { pagingLinks } from '../../../kernel/contract/paging.ts'
import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import { getAttempt, getDelivery, listDeliveries, redeliverMany, redeliverOne, type DeliveryView } from './contract.ts'
import type { AttemptSummaryRow, DeliveryRow } from './repository.ts'
import type { DeliveryLog } from './service.ts'

const summaryOf = ({ number, at, outcome, response_status: status, error, duration_ms: durationMs }: AttemptSummaryRow) =>
  ({ number, at, outcome, responseStatus: status ?? undefined, error: error ?? undefined, durationMs })

function viewOf(row: DeliveryRow, latest: AttemptSummaryRow | undefined): DeliveryView {
  return {
    id: row.id, subscriptionId: row.subscription_id, event: row.event, eventId: row.event_id, orderId: row.order_id ?? undefined, state: row.state,
    createdAt: row.created_at, dueAt: row.state === 'pending' ? row.due_at : undefined, settledAt: row.settled_at ?? undefined, attempts: row.attempts,
    latestAttempt: latest && summaryOf(latest),
  }
}

export const deliveryRoutes = (log: DeliveryLog): readonly Route[] => [
  handle(listDeliveries, async ({ params: { accountId }, query, link }) => {
    const { page, size, ...selection } = query
    const { deliveries, attempts, next } = await log.list(accountId, selection, page, size)
    return reply(200, {
      links: pagingLinks({ query, link }, `/accounts/${accountId}/deliveries`, next),
      deliveries: deliveries.map((row) => viewOf(row, attempts.get(row.id))),
    })
  }),
  handle(getDelivery, async ({ params: { accountId, deliveryId } }) => {
    const { delivery, attempts } = await log.get(accountId, deliveryId)
    return reply(200, { delivery: viewOf(delivery, attempts.at(-1)), attemptList: attempts.map(summaryOf) })
  }),
  handle(getAttempt, async ({ params: { accountId, deliveryId, number } }) => {
    const row = await log.attempt(accountId, deliveryId, number)
    return reply(200, {
      attempt: {
        ...summaryOf(row), deliveryId: row.delivery_id, url: row.url, requestHead: row.request_head, requestBody: row.request_body,
        responseHead: row.response_head ?? undefined, responseBody: row.response_body ?? undefined,
      },
    })
  }),
  handle(redeliverOne, async ({ params: { accountId, deliveryId }, clock }) => {
    await log.redeliver(accountId, deliveryId, clock)
    return reply(202, { count: 1 })
  }),
  handle(redeliverMany, async ({ params: { accountId }, body, clock }) => reply(202, { count: await log.redeliverAll(accountId, body, clock) })),
]
