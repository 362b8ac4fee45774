import { z } from 'zod'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { AccountId, OpaqueId } from '../../../kernel/contract/path-ids.ts'
import { responseStatusOrMissing } from '../../../kernel/errors/description-only.ts'
import { commonQuery, OrderSummary } from '../../../kernel/orders/list/contract.ts'
import { missingResource } from '../../../kernel/orders/resources/contract.ts'
import { list, repeated } from '../../../kernel/xml/index.ts'
import { failedOrder } from '../envelopes.ts'
import { importErrors } from '../errors.ts'
import { OrderErrors } from '../../../kernel/orders/order-errors.ts'

const RemovalRequest = z.object({
  customerOrderId: z.string().optional(),
  telephoneNumbers: list(z.string(), 'TelephoneNumber').optional(),
}).meta({ id: 'RemovalOrderRequest', xml: { name: 'RemoveImportedTnOrder' } })
export type RemovalRequest = z.output<typeof RemovalRequest>

const RemovalState = z.object({
  customerOrderId: z.string().optional(),
  orderCreateDate: z.date(),
  accountId: z.int(),
  createdByUser: z.string(),
  orderId: z.string(),
  lastModifiedDate: z.date(),
  telephoneNumbers: list(z.string(), 'TelephoneNumber'),
  processingStatus: z.string(),
  errors: OrderErrors,
}).meta({ id: 'RemovalOrderState', xml: { name: 'RemoveImportedTnOrder' } })
export type RemovalState = z.output<typeof RemovalState>

const group = 'removeImportedTnOrders'

export const createRemoval = operation({
  group,
  id: 'remove-imported-tn-orders-post',
  at: 'POST /accounts/{accountId}/removeImportedTnOrders',
  summary: 'Let imported numbers go.',
  params: z.object({ accountId: AccountId }),
  body: RemovalRequest,
  replies: { 201: answers('RemoveImportedTnOrderResponse', z.object({ removeImportedTnOrder: RemovalState }).meta({ id: 'RemovalOrderCreated' })) },
  errors: failedOrder('RemoveImportedTnOrderResponse'),
  invalid: importErrors.invalid,
  access: 'ROLE_API_ORDERING:update',
})

export const getRemoval = operation({
  group,
  id: 'remove-imported-tn-orders-id-get',
  at: 'GET /accounts/{accountId}/removeImportedTnOrders/{orderid}',
  summary: 'Read a removal order.',
  params: z.object({ accountId: AccountId, orderid: OpaqueId }),
  replies: { 200: answers('RemoveImportedTnOrder', RemovalState) },
  errors: missingResource,
  access: 'ROLE_API_ORDERING:view',
})

export const listRemovals = operation({
  group,
  id: 'remove-imported-tn-orders-get',
  at: 'GET /accounts/{accountId}/removeImportedTnOrders',
  summary: 'List the removal orders of an account, newest first.',
  params: z.object({ accountId: AccountId }),
  query: z.object(commonQuery),
  replies: {
    200: answers('RemoveImportedTnOrders', z.object({
      totalCount: z.int(), removeImportedTnOrderSummary: repeated(OrderSummary),
    }).meta({ id: 'RemovalOrderList' })),
  },
  errors: responseStatusOrMissing('ErrorResponse'),
  invalid: importErrors.invalid,
  access: 'ROLE_API_ORDERING:view',
})
