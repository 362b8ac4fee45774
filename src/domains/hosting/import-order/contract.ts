import { z } from 'zod'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { AccountId, OpaqueId } from '../../../kernel/contract/path-ids.ts'
import { responseStatusOrMissing } from '../../../kernel/errors/description-only.ts'
import { commonQuery, OrderSummary } from '../../../kernel/orders/list/contract.ts'
import { missingResource } from '../../../kernel/orders/resources/contract.ts'
import { list, named, repeated } from '../../../kernel/xml/index.ts'
import { Address } from '../../accounts/index.ts'
import { failedOrder } from '../envelopes.ts'
import { importErrors } from '../errors.ts'
import { OrderErrors } from '../../../kernel/orders/order-errors.ts'
import { LocationId } from '../request-parts.ts'

const text = z.string().max(200).optional()

/** Whose numbers they are, and where. */
export const Subscriber = z.object({ name: text, serviceAddress: Address.optional() })
export type Subscriber = z.output<typeof Subscriber>

const ImportRequest = z.object({
  customerOrderId: named(z.string().optional(), 'CustomerOrderID'),
  siteId: LocationId,
  sipPeerId: LocationId,
  subscriber: Subscriber.optional(),
  loaAuthorizingPerson: text,
  loaType: z.string().optional(),
  telephoneNumbers: list(z.string(), 'TelephoneNumber').optional(),
}).meta({ id: 'ImportOrderRequest', xml: { name: 'ImportTnOrder' } })
export type ImportRequest = z.output<typeof ImportRequest>

const ImportState = z.object({
  customerOrderId: z.string().optional(),
  orderCreateDate: z.date(),
  accountId: z.int(),
  createdByUser: z.string(),
  orderId: z.string(),
  lastModifiedDate: z.date(),
  siteId: z.int().optional(),
  sipPeerId: z.int(),
  subscriber: Subscriber,
  loaAuthorizingPerson: z.string(),
  loaType: z.string(),
  telephoneNumbers: list(z.string(), 'TelephoneNumber'),
  processingStatus: z.string(),
  errors: OrderErrors,
}).meta({ id: 'ImportOrderState', xml: { name: 'ImportTnOrder' } })
export type ImportState = z.output<typeof ImportState>

const group = 'importTnOrders'

export const createImport = operation({
  group,
  id: 'import-tn-orders-post',
  at: 'POST /accounts/{accountId}/importTnOrders',
  summary: 'Import numbers of other carriers for hosted messaging.',
  params: z.object({ accountId: AccountId }),
  body: ImportRequest,
  replies: { 201: answers('ImportTnOrderResponse', z.object({ importTnOrder: ImportState }).meta({ id: 'ImportOrderCreated' })) },
  errors: failedOrder('ImportTnOrderResponse'),
  invalid: importErrors.invalid,
  access: 'ROLE_API_ORDERING:update',
})

export const getImport = operation({
  group,
  id: 'import-tn-orders-id-get',
  at: 'GET /accounts/{accountId}/importTnOrders/{orderid}',
  summary: 'Read an import order.',
  params: z.object({ accountId: AccountId, orderid: OpaqueId }),
  replies: { 200: answers('ImportTnOrder', ImportState) },
  errors: missingResource,
  access: 'ROLE_API_ORDERING:view',
})

export const listImports = operation({
  group,
  id: 'import-tn-orders-get',
  at: 'GET /accounts/{accountId}/importTnOrders',
  summary: 'List the import orders of an account, newest first.',
  params: z.object({ accountId: AccountId }),
  query: z.object({ ...commonQuery, loaType: z.string().default('ALL') }),
  replies: {
    200: answers('ImportTnOrders', z.object({
      totalCount: z.int(),
      // Documented with the element inside one of its own name.
      importTnOrderSummary: repeated(z.object({ importTnOrderSummary: OrderSummary })),
    }).meta({ id: 'ImportOrderList' })),
  },
  errors: responseStatusOrMissing('ErrorResponse'),
  invalid: importErrors.invalid,
  access: 'ROLE_API_ORDERING:view',
})
