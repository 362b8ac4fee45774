import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import type { Database } from '../../../kernel/db/database.ts'
import type { OrderHead } from '../../../kernel/orders/find.ts'
import { byProblem, failedLines } from '../../../kernel/orders/lines.ts'
import { summaryOf } from '../../../kernel/orders/list/contract.ts'
import { commonFilter, MOST_LISTED, statusesOf } from '../../../kernel/orders/list/query.ts'
import { newestOrders } from '../../../kernel/orders/list/repository.ts'
import { requireOrder } from '../../../kernel/orders/require-order.ts'
import { createAssignment, getAssignment, listAssignments, type AssignmentState } from './contract.ts'
import { assignmentErrors } from './errors.ts'
import { numberAssignment } from './process.ts'
import { findAssignment, ordersWithAction, type AssignmentAction } from './repository.ts'
import type { NumberAssignments } from './service.ts'

async function stateOf({ db }: Database, accountId: number, order: OrderHead): Promise<AssignmentState> {
  const [details, failed] = await Promise.all([findAssignment(db, order.id), failedLines(db, order.id)])
  if (!details) throw new Error(`order ${order.id} has no details`)
  const { action, numbers } = details
  return {
    orderCreateDate: order.createdAt, accountId, createdByUser: order.createdBy, orderId: order.id, processingStatus: order.status,
    totalQuantity: numbers.length, failedQuantity: order.failedCount,
    telephoneNumbersAssignmentOrder: { customerOrderId: order.customerOrderId ?? undefined, action, telephoneNumbers: [...numbers] },
    errors: failed.length === 0 ? undefined : byProblem(failed).map(({ code, text, subjects }) => ({ code, description: text, telephoneNumbers: [...subjects] })),
  }
}

/** The list filters by ASSIGNED and UNASSIGNED where orders say ASSIGN and UNASSIGN; both are understood. */
function actionOf(text: string): AssignmentAction {
  const [action] = /^(UN)?ASSIGN(?=(ED)?$)/i.exec(text) ?? []
  if (action === undefined) throw assignmentErrors.invalid({ reason: 'action is neither ASSIGNED nor UNASSIGNED' })
  return action.toUpperCase() === 'ASSIGN' ? 'ASSIGN' : 'UNASSIGN'
}

const refuse = (reason: string) => assignmentErrors.invalid({ reason })

export const numberAssignmentRoutes = (database: Database, assignments: NumberAssignments): readonly Route[] => [
  handle(createAssignment, async ({ params: { accountId }, body, actor, clock, log, link }) => {
    const id = await assignments.place(accountId, body, { actor, at: clock.now(), log })
    const state = await stateOf(database, accountId, await requireOrder(database, accountId, numberAssignment, id))
    return reply(201, state, { Location: link(`/accounts/${accountId}/numbersAssignment/${id}`) })
  }),
  handle(getAssignment, async ({ params: { accountId, orderid } }) =>
    reply(200, await stateOf(database, accountId, await requireOrder(database, accountId, numberAssignment, orderid)))),
  handle(listAssignments, async ({ params: { accountId }, query, clock }) => {
    const { action } = query
    const ids = action === undefined ? undefined : await ordersWithAction(database.db, accountId, actionOf(action))
    const statuses = statusesOf(numberAssignment, query.status, (value) => assignmentErrors.statusUnknown({ value }))
    const filter = { ...commonFilter(query, clock.now(), refuse), statuses, ids }
    const { orders, totalCount } = await newestOrders(database.db, accountId, numberAssignment, filter, MOST_LISTED)
    return reply(200, {
      totalCount,
      telephoneNumbersAssignmentOrderSummary: orders.map((order) =>
        summaryOf(accountId, order, { orderType: 'tn_assignment', count: order.completedCount + order.failedCount })),
    })
  }),
]
