import { sql, type RawBuilder, type SqlBool } from 'kysely'
import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import { pagingLinks } from '../../../kernel/contract/paging.ts'
import type { Database } from '../../../kernel/db/database.ts'
import type { Problem } from '../../../kernel/errors/catalogue.ts'
import { isUuid } from '../../../kernel/ids/ids.ts'
import type { OrderHead } from '../../../kernel/orders/find.ts'
import { problemsOf, problemsOfOrders } from '../../../kernel/orders/lines.ts'
import { requireOrder } from '../../../kernel/orders/require-order.ts'
import { placeOf } from '../instant-page.ts'
import { notificationOrderHead, pageOfNotificationOrders } from '../notification-orders.ts'
import { anywhere } from '../page-start.ts'
import { namesBeginning } from '../subjects.ts'
import { createEndpointOrder, getEndpointOrder, listEndpointOrders } from './contract.ts'
import { associationErrors } from './errors.ts'
import { endpointOrder } from './process.ts'
import { endpointOrdersOf, findEndpointOrder, withDetails } from './repository.ts'
import { MOST_CHARACTERS, type WantedAssociations } from './request.ts'
import type { EndpointOrders } from './service.ts'

interface Filter {
  readonly engId?: string
  readonly engDescription?: string
  readonly eepTns?: string
  readonly eepAeuiIds?: string
  readonly endpointOperation?: string
}

const operations: Readonly<Record<string, string>> = { associated: 'add', dissociated: 'delete' }
const MOST_DIGITS = 10

function operationOf(text: string): string {
  const operation = Object.hasOwn(operations, text.toLowerCase()) ? operations[text.toLowerCase()] : undefined
  if (operation === undefined) throw associationErrors.value({ value: text, parameter: 'EndpointOperation', list: 'Associated, Dissociated' })
  return operation
}

function beginning(field: string, text: string, most: number): string {
  if (text.length > most) throw associationErrors.tooLong({ field, most })
  return text
}

function conditionsOf({ engId, engDescription, eepTns, eepAeuiIds, endpointOperation }: Filter): RawBuilder<SqlBool>[] {
  return [
    ...withDetails([
      ...engId === undefined ? [] : [isUuid(engId) ? sql<SqlBool>`d.group_id = ${engId}` : sql<SqlBool>`false`],
      ...engDescription === undefined ? [] : [sql<SqlBool>`d.description ilike ${anywhere(engDescription)}`],
      ...endpointOperation === undefined ? [] : [sql<SqlBool>`d.action = ${operationOf(endpointOperation)}`],
    ]),
    ...eepTns === undefined ? [] : [namesBeginning('TN', beginning('EepTns', eepTns, MOST_DIGITS))],
    ...eepAeuiIds === undefined ? [] : [namesBeginning('AEUI', beginning('EepAeuiIds', eepAeuiIds, MOST_CHARACTERS))],
  ]
}

function associationsOf({ action, groupId, numbers, identifiers }: WantedAssociations, problems: readonly Problem[]) {
  const changed = {
    eepToEngAssociations: { eepTns: numbers.length === 0 ? undefined : [...numbers], eepAeuiIds: identifiers.length === 0 ? undefined : [...identifiers] },
    errorList: problems.map(({ code, text }) => ({ code, description: text })),
  }
  return { emergencyNotificationGroup: { identifier: groupId }, addedAssociations: action === 'add' ? changed : undefined, deletedAssociations: action === 'delete' ? changed : undefined }
}

const view = (order: OrderHead, wanted: WantedAssociations, problems: readonly Problem[]) =>
  ({ ...notificationOrderHead(order), emergencyNotificationEndpointAssociations: associationsOf(wanted, problems) })

/** What takes endpoints out is answered under another name than what puts them in, and without a wrapper, as documented. */
const placedView = (order: OrderHead, wanted: WantedAssociations) => wanted.action === 'add' ? { emergencyNotificationEndpointOrder: view(order, wanted, []) }
  : { emergencyNotificationEndpointAssociation: { ...notificationOrderHead(order), ...associationsOf(wanted, []) } }

export const endpointOrderRoutes = (database: Database, orders: EndpointOrders): readonly Route[] => [
  handle(createEndpointOrder, async ({ params: { accountId }, body, actor, clock, link }) => {
    const { order, wanted } = await orders.place(accountId, body, { actor, at: clock.now() })
    return reply(201, placedView(order, wanted), { Location: link(`/accounts/${accountId}/emergencyNotificationEndpointOrders/${order.id}`) })
  }),
  handle(getEndpointOrder, async ({ params: { accountId, orderId } }) => {
    const order = await requireOrder(database, accountId, endpointOrder, orderId)
    const [wanted, problems] = await Promise.all([findEndpointOrder(database.db, order.id), problemsOf(database.db, order.id)])
    return reply(200, { emergencyNotificationEndpointOrder: view(order, wanted, problems) })
  }),
  handle(listEndpointOrders, async (call) => {
    const { params: { accountId }, query } = call
    const found = await pageOfNotificationOrders(database.db, accountId, endpointOrder, { ...query, also: conditionsOf(query) })
    const shown = found.slice(0, query.size)
    const ids = shown.map(({ id }) => id)
    const [wanted, problems] = await Promise.all([endpointOrdersOf(database.db, ids), problemsOfOrders(database.db, ids)])
    const next = found[query.size]
    return reply(200, {
      links: pagingLinks(call, `/accounts/${accountId}/emergencyNotificationEndpointOrders`, next && placeOf(next.createdAt, next.id)),
      emergencyNotificationEndpointOrders: shown.flatMap((order) => {
        const details = wanted.get(order.id)
        return details ? [view(order, details, problems.get(order.id) ?? [])] : []
      }),
    })
  }),
]
