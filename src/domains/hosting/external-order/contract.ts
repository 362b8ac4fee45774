import { z } from 'zod'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { AccountId, OpaqueId } from '../../../kernel/contract/path-ids.ts'
import { responseStatusOrMissing } from '../../../kernel/errors/description-only.ts'
import { commonQuery } from '../../../kernel/orders/list/contract.ts'
import { list, repeated } from '../../../kernel/xml/index.ts'
import { externalErrors } from '../errors.ts'
import { OrderErrors } from '../../../kernel/orders/order-errors.ts'
import { LocationId } from '../request-parts.ts'

const ROOT = 'ExternalTnsOrderResponse'

const ExternalRequest = z.object({
  customerOrderId: z.string().optional(),
  siteId: LocationId,
  sipPeerId: LocationId,
  action: z.string().optional(),
  loaType: z.string().optional(),
  telephoneNumbers: list(z.string(), 'TelephoneNumber').optional(),
}).meta({ id: 'ExternalOrderRequest', xml: { name: 'ExternalTnsOrder' } })
export type ExternalRequest = z.output<typeof ExternalRequest>

const ExternalState = z.object({
  customerOrderId: z.string().optional(),
  orderCreateDate: z.date(),
  accountId: z.int(),
  createdByUser: z.string(),
  orderId: z.string(),
  lastModifiedDate: z.date(),
  siteId: z.int().optional(),
  sipPeerId: z.int(),
  telephoneNumbers: list(z.string(), 'TelephoneNumber'),
  action: z.string(),
  loaType: z.string(),
  processingStatus: z.string(),
  errors: OrderErrors,
}).meta({ id: 'ExternalOrderState', xml: { name: 'ExternalTnsOrder' } })
export type ExternalState = z.output<typeof ExternalState>

const shared = { group: 'externalTns', errors: responseStatusOrMissing(ROOT), invalid: externalErrors.invalid } as const

export const createExternal = operation({
  ...shared,
  id: 'external-tns-post',
  at: 'POST /accounts/{accountId}/externalTns',
  summary: 'Bring numbers that the account owns, or let them go.',
  params: z.object({ accountId: AccountId }),
  body: ExternalRequest,
  replies: { 201: answers(ROOT, z.object({ externalTnsOrder: ExternalState }).meta({ id: 'ExternalOrderCreated' })) },
  access: 'ROLE_API_ORDERING:update',
})

export const getExternal = operation({
  ...shared,
  id: 'external-tns-id-get',
  at: 'GET /accounts/{accountId}/externalTns/{orderid}',
  summary: 'Read an external number order.',
  params: z.object({ accountId: AccountId, orderid: OpaqueId }),
  replies: { 200: answers('ExternalTnsOrder', ExternalState) },
  access: 'ROLE_API_ORDERING:view',
})

export const listExternals = operation({
  ...shared,
  id: 'external-tns-get',
  at: 'GET /accounts/{accountId}/externalTns',
  summary: 'List the external number orders of an account, newest first, each as a whole.',
  params: z.object({ accountId: AccountId }),
  query: z.object({ ...commonQuery, orderIdFragment: z.string().optional(), action: z.string().optional(), loaType: z.string().default('ALL') }),
  replies: {
    200: answers('ExternalTnsOrders', z.object({ totalCount: z.int(), externalTnsOrder: repeated(ExternalState) }).meta({ id: 'ExternalOrderList' })),
  },
  access: 'ROLE_API_ORDERING:view',
})
