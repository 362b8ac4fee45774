import { sql, type RawBuilder, type SqlBool } from 'kysely'
import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import { pagingLinks } from '../../../kernel/contract/paging.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { isUuid } from '../../../kernel/ids/ids.ts'
import { problemsOf, problemsOfOrders } from '../../../kernel/orders/lines.ts'
import { requireOrder } from '../../../kernel/orders/require-order.ts'
import { placeOf } from '../instant-page.ts'
import { groupErrors } from '../notification-group/errors.ts'
import { pageOfNotificationOrders } from '../notification-orders.ts'
import { anywhere } from '../page-start.ts'
import { recipientConditions, type RecipientFilter } from '../recipient/filter.ts'
import { createGroupOrder, getGroupOrder, listGroupOrders } from './contract.ts'
import { groupOrder } from './process.ts'
import { findGroupOrder, groupOrdersOf, withDetails } from './repository.ts'
import type { GroupOrders } from './service.ts'
import { listedView, placedView, singleView } from './views.ts'

interface Filter extends RecipientFilter {
  readonly engId?: string
  readonly engDescription?: string
  readonly enrOperation?: string
  readonly enrId?: string
  readonly eepTns?: string
  readonly eepAeuiIds?: string
}

const operations: Readonly<Record<string, string>> = { addedenr: 'add', deletedenr: 'delete' }
const nothing = sql<SqlBool>`false`

function operationOf(text: string): string {
  const operation = Object.hasOwn(operations, text.toLowerCase()) ? operations[text.toLowerCase()] : undefined
  if (operation === undefined) throw groupErrors.value({ value: text, parameter: 'EnrOperation', list: 'AddedEnr, DeletedEnr' })
  return operation
}

const endpointIs = (kind: string, start: string) =>
  sql<SqlBool>`exists (select from emergency_endpoint e where e.notification_group_id = d.group_id and e.kind = ${kind} and starts_with(e.identifier, ${start}))`

/** Conditions on `notification_group_order d`; those on recipients look at them as they were when they were ordered. */
function conditionsOf(filter: Filter): RawBuilder<SqlBool>[] {
  const { engId, engDescription, enrOperation, enrId, eepTns, eepAeuiIds } = filter
  const ofRecipients = [...recipientConditions(filter), ...enrId === undefined ? [] : [isUuid(enrId) ? sql<SqlBool>`r.recipient_id = ${enrId}` : nothing]]
  return [
    ...engId === undefined ? [] : [isUuid(engId) ? sql<SqlBool>`d.group_id = ${engId}` : nothing],
    ...engDescription === undefined ? [] : [sql<SqlBool>`d.description ilike ${anywhere(engDescription)}`],
    ...enrOperation === undefined ? [] : [sql<SqlBool>`d.recipients = ${operationOf(enrOperation)}`],
    ...ofRecipients.length === 0 ? []
      : [sql<SqlBool>`exists (select from notification_group_order_recipient r where r.order_id = d.order_id and ${sql.join(ofRecipients, sql` and `)})`],
    ...eepTns === undefined ? [] : [endpointIs('TN', eepTns)],
    ...eepAeuiIds === undefined ? [] : [endpointIs('AEUI', eepAeuiIds)],
  ]
}

export const groupOrderRoutes = (database: Database, orders: GroupOrders): readonly Route[] => [
  handle(createGroupOrder, async ({ params: { accountId }, body, actor, clock, link }) => {
    const { order, wanted } = await orders.place(accountId, body, { actor, at: clock.now() })
    return reply(201, placedView(order, wanted), { Location: link(`/accounts/${accountId}/emergencyNotificationGroupOrders/${order.id}`) })
  }),
  handle(getGroupOrder, async ({ params: { accountId, orderId } }) => {
    const order = await requireOrder(database, accountId, groupOrder, orderId)
    const [wanted, problems] = await Promise.all([findGroupOrder(database.db, order.id), problemsOf(database.db, order.id)])
    return reply(200, { emergencyNotificationGroup: singleView(order, wanted, problems) })
  }),
  handle(listGroupOrders, async (call) => {
    const { params: { accountId }, query } = call
    const found = await pageOfNotificationOrders(database.db, accountId, groupOrder, { ...query, also: withDetails(conditionsOf(query)) })
    const shown = found.slice(0, query.size)
    const ids = shown.map(({ id }) => id)
    const [wanted, problems] = await Promise.all([groupOrdersOf(database.db, ids), problemsOfOrders(database.db, ids)])
    const next = found[query.size]
    return reply(200, {
      links: pagingLinks(call, `/accounts/${accountId}/emergencyNotificationGroupOrders`, next && placeOf(next.createdAt, next.id)),
      emergencyNotificationGroupOrders: shown.flatMap((order) => {
        const details = wanted.get(order.id)
        return details ? [listedView(order, details, problems.get(order.id) ?? [])] : []
      }),
    })
  }),
]
