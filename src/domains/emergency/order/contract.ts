import { z } from 'zod'
import { AccountId, OpaqueId } from '../../../kernel/contract/path-ids.ts'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { responseStatusOrMissing } from '../../../kernel/errors/description-only.ts'
import { detailedQuery, OrderSummary } from '../../../kernel/orders/list/contract.ts'
import { OrderErrors } from '../../../kernel/orders/order-errors.ts'
import { list, named, repeated } from '../../../kernel/xml/index.ts'
import { Endpoint, LocatedAddress } from './content.ts'
import { orderErrors } from './errors.ts'

const group = 'e911s'
const REFUSED = 'E911OrderReportResponse'
const text = z.string().optional()

const RequestedAddress = LocatedAddress.extend({ housePrefix: text })
const E911Request = z.object({
  customerOrderId: text,
  telephoneNumbers: list(z.string(), 'TelephoneNumber').optional(),
  callerName: text,
  address: RequestedAddress.optional(),
  deleteTNSpecificE911Address: z.boolean().optional(),
  alternateEndUserIdentifiers: list(Endpoint.extend({ identifier: text }), 'AlternateEndUserIdentifier').optional(),
  additionalAddresses: list(RequestedAddress, 'Address').optional(),
}).meta({ id: 'E911Request', xml: { name: 'E911Order' } })
export type E911Request = z.output<typeof E911Request>

const shown = {
  telephoneNumbers: list(z.string(), 'TelephoneNumber').optional(),
  callerName: text,
  address: LocatedAddress.optional(),
  alternateEndUserIdentifiers: list(Endpoint.extend({ address: LocatedAddress.optional() }), 'AlternateEndUserIdentifier').optional(),
  additionalAddresses: list(LocatedAddress, 'Address').optional(),
  deleteTNSpecificE911Address: z.boolean().optional(),
}
const head = {
  orderCreateDate: z.date(), accountId: z.int(), createdByUser: z.string(), orderId: z.string(), lastModifiedDate: z.date(),
  address: shown.address, callerName: shown.callerName,
}
const subjects = {
  alternateEndUserIdentifiers: shown.alternateEndUserIdentifiers, additionalAddresses: shown.additionalAddresses,
  deleteTNSpecificE911Address: shown.deleteTNSpecificE911Address,
}

/** The answer to an order has its parts in an order of its own, and its id without a capital. */
const E911Placed = z.object({
  customerOrderId: text, orderId: named(z.string(), 'orderId'), processingStatus: z.string(), telephoneNumbers: shown.telephoneNumbers,
  callerName: shown.callerName, address: shown.address, ...subjects,
}).meta({ id: 'E911Placed' })

const E911State = z.object({
  ...head, customerOrderId: text, processingStatus: z.string(), telephoneNumbers: shown.telephoneNumbers, errorList: OrderErrors.optional(),
  ...subjects, orderType: z.string(),
}).meta({ id: 'E911State' })
export type E911State = z.output<typeof E911State>

/** In a list the same stands in another order. */
const E911Listed = z.object({
  ...head, customerOrderId: text, errorList: OrderErrors, processingStatus: z.string(), telephoneNumbers: shown.telephoneNumbers, ...subjects,
}).meta({ id: 'E911Listed' })

export const createE911 = operation({
  id: 'e911s-post',
  at: 'POST /accounts/{accountId}/e911s',
  summary: 'Tell the emergency service where numbers or alternate end-user identifiers are, which addresses there are, or that they go.',
  group,
  params: z.object({ accountId: AccountId }),
  body: E911Request,
  replies: { 201: answers('E911OrderResponse', z.object({ e911Order: named(E911Placed, 'E911Order') }).meta({ id: 'E911Created' })) },
  errors: responseStatusOrMissing('E911OrderResponse'),
  invalid: orderErrors.invalid,
  access: 'ROLE_API_ORDERING:update',
})

export const getE911 = operation({
  id: 'e911s-id-get',
  at: 'GET /accounts/{accountId}/e911s/{orderid}',
  summary: 'Read an emergency order.',
  group,
  params: z.object({ accountId: AccountId, orderid: OpaqueId }),
  replies: { 200: answers('E911Order', E911State) },
  errors: responseStatusOrMissing(REFUSED),
  access: 'ROLE_API_ORDERING:view',
})

export const listE911s = operation({
  id: 'e911s-get',
  at: 'GET /accounts/{accountId}/e911s',
  summary: 'List the emergency orders of an account, newest first: summaries, or whole orders.',
  group,
  params: z.object({ accountId: AccountId }),
  query: z.object({ ...detailedQuery, callBack: z.string().optional(), aeui: z.string().optional() }),
  replies: {
    200: answers('E911Orders', z.object({
      totalCount: z.int(),
      e911OrderSummary: named(repeated(OrderSummary.omit({ customerOrderId: true })).optional(), 'E911OrderSummary'),
      e911Order: named(repeated(E911Listed).optional(), 'E911Order'),
    }).meta({ id: 'E911List' })),
  },
  errors: responseStatusOrMissing(REFUSED),
  invalid: orderErrors.invalid,
  access: 'ROLE_API_ORDERING:view',
})
