import { z } from 'zod'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { AccountId, OpaqueId } from '../../../kernel/contract/path-ids.ts'
import { responseStatusOrMissing } from '../../../kernel/errors/description-only.ts'
import type { Envelope } from '../../../kernel/errors/envelopes.ts'
import { list } from '../../../kernel/xml/index.ts'
import { DldaSummary, listOf, listQuery } from '../list.ts'
import { dldaErrors } from './errors.ts'
import { ListingAddress, ListingName } from './listing.ts'

const ROOT = 'DldaOrderResponse'
const text = z.string().optional()
const telephoneNumbers = list(z.string(), 'TelephoneNumber').optional()
const parts = { listingType: text, listingName: ListingName.optional(), listAddress: z.boolean().optional(), address: ListingAddress.optional() }

/** Numbers that are to get one listing, as a client wrote it: POST is documented with SubscriberType, PUT with AccountType. */
const RequestedGroup = z.object({ telephoneNumbers, subscriberType: text, accountType: text, ...parts })
export type RequestedGroup = z.output<typeof RequestedGroup>

/** The same as answers show it. */
export const ShownGroup = z.object({ telephoneNumbers, accountType: text, ...parts })
export type ShownGroup = z.output<typeof ShownGroup>

const DldaRequest = z.object({
  customerOrderId: text, dldaTnGroups: list(RequestedGroup, 'DldaTnGroup').optional(),
}).meta({ id: 'DldaRequest', xml: { name: 'DldaOrder' } })
export type DldaRequest = z.output<typeof DldaRequest>

const DldaOrderState = z.object({
  customerOrderId: text,
  orderCreateDate: z.date(),
  accountId: z.int(),
  createdByUser: z.string(),
  orderId: text,
  lastModifiedDate: z.date(),
  errorList: list(z.object({ code: z.int(), description: z.string(), telephoneNumber: text }), 'Error'),
  processingStatus: z.string(),
  dldaTnGroups: list(ShownGroup, 'DldaTnGroup'),
})
export type DldaOrderState = z.output<typeof DldaOrderState>

const DldaState = z.object({ dldaOrder: DldaOrderState }).meta({ id: 'DldaState' })

const Refused = z.object({ responseStatus: z.object({ errorCode: z.int().optional(), description: z.string() }), dldaOrder: DldaOrderState.optional() })

/** An order that was not taken: `echo` is that order, in whose list of errors stands what is wrong with its parts. */
const refused: Envelope = {
  name: 'ResponseStatus with the order', root: ROOT, schema: Refused,
  body: (problems, echo) => {
    const [, ...others] = problems
    const errorList = others.map(({ code, text: description, tn }) => ({ code, description, telephoneNumber: tn }))
    const status = responseStatusOrMissing(ROOT).body(problems)
    return { ...Object(status), dldaOrder: echo === undefined ? undefined : { ...Object(echo), errorList } }
  },
}

const shared = { group: 'dldas', invalid: dldaErrors.invalid } as const
const order = { accountId: AccountId, orderid: OpaqueId }

export const createDlda = operation({
  ...shared,
  id: 'dldas-post',
  at: 'POST /accounts/{accountId}/dldas',
  summary: 'Have numbers listed in directories, or kept out of them.',
  params: z.object({ accountId: AccountId }),
  body: DldaRequest,
  replies: { 201: answers(ROOT, DldaState) },
  errors: refused,
  access: 'ROLE_API_ORDERING:update',
})

export const changeDlda = operation({
  ...shared,
  id: 'dldas-id-put',
  at: 'PUT /accounts/{accountId}/dldas/{orderid}',
  summary: 'Replace what a DL/DA order asks for, before it is handed over.',
  params: z.object(order),
  body: DldaRequest,
  replies: { 200: answers(ROOT, DldaState) },
  errors: refused,
  access: 'ROLE_API_ORDERING:update',
})

export const getDlda = operation({
  ...shared,
  id: 'dldas-id-get',
  at: 'GET /accounts/{accountId}/dldas/{orderid}',
  summary: 'Read a DL/DA order.',
  params: z.object(order),
  replies: { 200: answers(ROOT, DldaState) },
  errors: responseStatusOrMissing(ROOT),
  access: 'ROLE_API_ORDERING:view',
})

export const listDldas = operation({
  ...shared,
  id: 'dldas-get',
  at: 'GET /accounts/{accountId}/dldas',
  summary: 'List the DL/DA orders of an account, newest first.',
  params: z.object({ accountId: AccountId }),
  query: listQuery,
  replies: { 200: answers('ResponseSelectWrapper', listOf(DldaSummary).meta({ id: 'DldaList' })) },
  errors: responseStatusOrMissing('DldaOrderReportResponse'),
  access: 'ROLE_API_ORDERING:view',
})
