import { z } from 'zod'
import { AccountId, OpaqueId } from '../../../kernel/contract/path-ids.ts'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { errorsOfRecord } from './envelope.ts'
import { responseStatus } from '../../../kernel/errors/envelopes.ts'
import { list, named, repeated } from '../../../kernel/xml/index.ts'
import { csrErrors } from './errors.ts'

const text = z.string().optional()

const endUser = {
  accountNumber: text,
  accountTelephoneNumber: text,
  endUserName: text,
  authorizingUserName: text,
  customerCode: text,
  endUserPin: named(text, 'EndUserPIN'),
}
const serviceAddress = {
  addressLine1: text,
  city: text,
  state: text,
  zipCode: named(text, 'ZIPCode'),
  typeOfService: text,
}

const CsrCreation = z.object({
  customerOrderId: text,
  workingOrBillingTelephoneNumber: text,
  ...endUser,
  endUserPassword: text,
  ...serviceAddress,
}).meta({ id: 'CsrCreation', xml: { name: 'Csr' } })
export type CsrCreation = z.output<typeof CsrCreation>

const CsrRequest = z.object({ status: text, ...CsrCreation.shape }).meta({ id: 'CsrRequest', xml: { name: 'Csr' } })
export type CsrRequest = z.output<typeof CsrRequest>

const CsrData = z.object({
  accountNumber: text,
  customerName: text,
  serviceAddress: z.object({
    unparsedAddress: z.string(), houseNumber: text, streetName: text, streetSuffix: text, city: text, state: text, zip: text,
  }).optional(),
  workingTelephoneNumber: z.string(),
  workingTelephoneNumbersOnAccount: list(z.string(), 'TelephoneNumber').optional(),
})

const CsrState = z.object({
  errors: list(z.object({ code: z.int(), description: z.string() }), 'Error').optional(),
  customerOrderId: text,
  lastModifiedBy: z.string(),
  orderCreateDate: z.date(),
  accountId: z.int(),
  orderId: z.string(),
  lastModifiedDate: z.date(),
  status: z.string(),
  ...endUser,
  ...serviceAddress,
  csrData: CsrData,
}).meta({ id: 'CsrState', xml: { name: 'CsrResponse' } })
export type CsrState = z.output<typeof CsrState>

const CsrPlaced = z.object({ orderId: z.string(), status: z.string() }).meta({ id: 'CsrPlaced' })

const shared = { group: 'csrs', errors: errorsOfRecord, invalid: csrErrors.invalid } as const

export const createCsr = operation({
  ...shared,
  id: 'csrs-post',
  at: 'POST /accounts/{accountId}/csrs',
  summary: 'Look up the customer service record of a number at its carrier.',
  params: z.object({ accountId: AccountId }),
  body: CsrCreation,
  replies: { 200: answers('CsrResponse', CsrPlaced) },
  access: 'ROLE_API_ORDERING:update',
})

export const getCsr = operation({
  ...shared,
  id: 'csrs-id-get',
  at: 'GET /accounts/{accountId}/csrs/{orderId}',
  summary: 'Read an order for a customer service record, and the record.',
  params: z.object({ accountId: AccountId, orderId: OpaqueId }),
  replies: { 200: answers('CsrResponse', CsrState) },
  access: 'ROLE_API_ORDERING:view',
})

export const changeCsr = operation({
  ...shared,
  id: 'csrs-id-put',
  at: 'PUT /accounts/{accountId}/csrs/{orderId}',
  summary: 'Tell the carrier more of the end user, or cancel the order.',
  params: z.object({ accountId: AccountId, orderId: OpaqueId }),
  body: CsrRequest,
  replies: { 200: answers('CsrResponse', CsrPlaced) },
  access: 'ROLE_API_ORDERING:update',
})

export const listCsrs = operation({
  group: 'csrs',
  id: 'csrs-get',
  at: 'GET /accounts/{accountId}/csrs',
  summary: 'List the orders for customer service records of an account, newest first.',
  params: z.object({ accountId: AccountId }),
  query: z.object({
    status: text,
    modifiedDateFrom: text,
    modifiedDateTo: text,
    page: z.string().default('1'),
    size: z.int().default(300),
    shortPayload: z.boolean().optional().meta({ description: 'Seen in a documented link only; has no effect' }),
  }),
  replies: {
    200: answers('CsrResponses', z.object({
      totalCount: z.int(),
      links: z.object({ first: named(z.string(), 'first'), next: named(text, 'next') }),
      csrResponse: repeated(CsrState),
    }).meta({ id: 'CsrList' })),
  },
  errors: responseStatus('ErrorResponse'),
  invalid: csrErrors.invalid,
  access: 'ROLE_API_ORDERING:view',
})
