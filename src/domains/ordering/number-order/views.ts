import type { z } from 'zod'
import type { Tx } from '../../../kernel/db/database.ts'
import { failedLines, problemsOf, subjectsOf } from '../../../kernel/orders/lines.ts'
import { tnDetails } from '../../inventory/index.ts'
import type { NumberOrderEcho, NumberOrderRequest, NumberOrderState, OrderSummary } from './contract.ts'
import type { OrderHead } from '../../../kernel/orders/find.ts'
import type { Counts } from '../counts.ts'
import { findDetails } from './repository.ts'

/** What an answer repeats of a request, with the defaults that apply filled in. */
export function echoOf(request: NumberOrderRequest, made: { id?: string, createdAt: Date }): NumberOrderEcho {
  return {
    ...request, id: made.id, orderCreateDate: made.createdAt, backOrderRequested: request.backOrderRequested ?? false,
    partialAllowed: request.partialAllowed ?? false, peerId: undefined,
  }
}

async function completed(tx: Tx, orderId: string, withDetail: boolean): Promise<z.output<typeof NumberOrderState>['completedNumbers']> {
  const tns = await subjectsOf(tx, orderId, 'completed')
  return withDetail ? numbersOf(tx, tns) : tns.map((fullNumber) => ({ fullNumber }))
}

/** Numbers as orders show them in detail. */
export async function numbersOf(tx: Tx, tns: readonly string[]): Promise<z.output<typeof NumberOrderState>['completedNumbers']> {
  return (await tnDetails(tx, tns)).map(({ tn, lata, city, rateCenter, state, tier, vendorId, vendorName }) => ({
    fullNumber: tn, city: city ?? undefined, lata: lata === null ? undefined : String(lata), rateCenter: rateCenter ?? undefined,
    state: state ?? undefined, tier, vendorId, vendorName,
  }))
}

/** An order as GET shows it; with details of its numbers also where the order itself asked for them. */
export async function stateOf(tx: Tx, order: OrderHead, withDetail: boolean): Promise<z.output<typeof NumberOrderState>> {
  const details = await findDetails(tx, order.id)
  if (!details) throw new Error(`order ${order.id} has no details`)
  const failed = await failedLines(tx, order.id)
  const isDetailed = withDetail || details.selection.npanxxSearchAndOrderType?.enableTNDetail === true
  const whole = await problemsOf(tx, order.id)
  return {
    completedQuantity: order.completedCount,
    createdByUser: order.createdBy,
    errorList: [
      ...whole.map(({ code, text }) => ({ code, description: text })),
      ...failed.map(({ code, text, subject }) => ({ code, description: text, telephoneNumber: subject })),
    ],
    failedNumbers: failed.map(({ subject }) => subject),
    lastModifiedDate: order.modifiedAt,
    orderCompleteDate: order.completedAt ?? undefined,
    order: {
      customerOrderId: order.customerOrderId ?? undefined, name: order.name ?? undefined, orderCreateDate: order.createdAt,
      peerId: details.peerId, backOrderRequested: details.backOrderRequested, ...details.selection,
      tnAttributes: details.tnAttributes.length === 0 ? undefined : [...details.tnAttributes], partialAllowed: details.partialAllowed, siteId: order.siteId ?? undefined,
    },
    orderStatus: order.status,
    completedNumbers: await completed(tx, order.id, isDetailed),
    summary: order.summary ?? '',
    failedQuantity: order.failedCount,
  }
}

/** An order as the list shows it. */
export function summaryOf(order: OrderHead, counts: Counts | undefined): OrderSummary {
  return {
    countOfTNs: order.completedCount, lastModifiedDate: order.modifiedAt, orderDate: order.createdAt, orderId: order.id,
    orderStatus: order.status, telephoneNumberDetails: counts, userId: order.createdBy,
  }
}
