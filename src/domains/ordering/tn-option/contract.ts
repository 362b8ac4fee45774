import { z } from 'zod'
import { AccountId, OpaqueId } from '../../../kernel/contract/path-ids.ts'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { responseStatusOrMissing } from '../../../kernel/errors/description-only.ts'
import { detailedQuery, OrderSummary } from '../../../kernel/orders/list/contract.ts'
import { list, named, repeated } from '../../../kernel/xml/index.ts'
import { tnOptionErrors } from './errors.ts'

/** The options of a group as they are asked for: texts, because `unchanged` and `systemDefault` are values of nearly all. */
export const TnOptionGroup = z.object({
  numberFormat: z.string().optional(),
  rpidFormat: named(z.string().optional(), 'RPIDFormat'),
  rewriteUser: z.string().optional(),
  callForward: z.string().optional(),
  callingNameDisplay: z.string().optional(),
  protected: z.string().optional(),
  sms: z.string().optional(),
  finalDestinationURI: z.string().optional(),
  nnid: named(z.string().optional(), 'NNID'),
  espid: named(z.string().optional(), 'ESPID'),
  portOutPasscode: z.string().optional(),
  a2pSettings: z.object({
    messageClass: z.string().optional(), campaignId: z.string().optional(), action: z.string().optional(),
  }).optional(),
  telephoneNumbers: list(z.string(), 'TelephoneNumber').optional(),
})
export type TnOptionGroup = z.output<typeof TnOptionGroup>

const TnOptionRequest = z.object({
  customerOrderId: z.string().optional(),
  tnOptionGroups: list(TnOptionGroup, 'TnOptionGroup').optional(),
}).meta({ id: 'TnOptionRequest', xml: { name: 'TnOptionOrder' } })
export type TnOptionRequest = z.output<typeof TnOptionRequest>

const TnOptionState = z.object({
  orderCreateDate: z.date(),
  accountId: z.int(),
  createdByUser: z.string(),
  orderId: z.string(),
  lastModifiedDate: z.date(),
  processingStatus: z.string(),
  tnOptionGroups: list(TnOptionGroup, 'TnOptionGroup'),
  errorList: list(z.object({ code: z.int(), description: z.string(), telephoneNumber: z.string().optional() }), 'Error'),
}).meta({ id: 'TnOptionState', xml: { name: 'TnOptionOrder' } })
export type TnOptionState = z.output<typeof TnOptionState>

export const createTnOptions = operation({
  group: 'tnoptions',
  id: 'tnoptions-post',
  at: 'POST /accounts/{accountId}/tnoptions',
  summary: 'Set line features and other options of numbers.',
  params: z.object({ accountId: AccountId }),
  body: TnOptionRequest,
  replies: { 201: answers('TnOptionOrderResponse', z.object({ tnOptionOrder: TnOptionState }).meta({ id: 'TnOptionCreated' })) },
  errors: responseStatusOrMissing('TnOptionOrderResponse'),
  invalid: tnOptionErrors.invalid,
  access: 'ROLE_API_ORDERING:update',
})

export const getTnOptions = operation({
  group: 'tnoptions',
  id: 'tnoptions-id-get',
  at: 'GET /accounts/{accountId}/tnoptions/{orderid}',
  summary: 'Read a TN option order.',
  params: z.object({ accountId: AccountId, orderid: OpaqueId }),
  replies: { 200: answers('TnOptionOrder', TnOptionState) },
  errors: responseStatusOrMissing('TnOptionOrderReportResponse'),
  access: 'ROLE_API_ORDERING:view',
})

export const listTnOptions = operation({
  group: 'tnoptions',
  id: 'tnoptions-get',
  at: 'GET /accounts/{accountId}/tnoptions',
  summary: 'List the TN option orders of an account, newest first: summaries, or whole orders.',
  params: z.object({ accountId: AccountId }),
  query: z.object(detailedQuery),
  replies: {
    200: answers('TnOptionOrders', z.object({
      totalCount: z.int(),
      tnOptionOrderSummary: repeated(OrderSummary.omit({ customerOrderId: true })).optional(),
      tnOptionOrder: repeated(TnOptionState).optional(),
    }).meta({ id: 'TnOptionList' })),
  },
  errors: responseStatusOrMissing('TnOptionOrderReportResponse'),
  invalid: tnOptionErrors.invalid,
  access: 'ROLE_API_ORDERING:view',
})
