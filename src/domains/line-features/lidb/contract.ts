import { z } from 'zod'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { AccountId, OpaqueId } from '../../../kernel/contract/path-ids.ts'
import { responseStatusOrMissing } from '../../../kernel/errors/description-only.ts'
import type { Envelope } from '../../../kernel/errors/envelopes.ts'
import { list, named } from '../../../kernel/xml/index.ts'
import { LidbSummary, listOf, listQuery } from '../list.ts'
import { lidbErrors } from './errors.ts'

const ROOT = 'LidbOrderResponse'
const text = z.string().optional()

/** Numbers that are to get one name, as a client wrote it. */
export const LidbGroup = z.object({
  telephoneNumbers: list(z.string(), 'TelephoneNumber').optional(), subscriberInformation: text, useType: text, visibility: text,
})
export type LidbGroup = z.output<typeof LidbGroup>

const Groups = list(LidbGroup, 'LidbTnGroup')

const LidbRequest = z.object({ customerOrderId: text, lidbTnGroups: Groups.optional() }).meta({ id: 'LidbRequest', xml: { name: 'LidbOrder' } })
export type LidbRequest = z.output<typeof LidbRequest>

const orderId = named(z.string(), 'orderId')
const NumberErrors = list(z.object({ telephoneNumber: text, code: z.int(), description: z.string() }), 'Error')

const LidbCreated = z.object({
  lidbOrder: z.object({ orderId, customerOrderId: text, processingStatus: z.string(), errorList: NumberErrors, lidbTnGroups: Groups }),
}).meta({ id: 'LidbCreated' })

const LidbState = z.object({
  customerOrderId: text,
  orderId,
  orderCreateDate: z.date(),
  processingStatus: z.string(),
  createdByUser: z.string(),
  lastModifiedDate: z.date(),
  orderCompleteDate: z.date().optional(),
  errorList: NumberErrors,
  lidbTnGroups: list(z.object({ telephoneNumbers: LidbGroup.shape.telephoneNumbers, fullNumber: text, subscriberInformation: text, useType: text, visibility: text }), 'LidbTnGroup'),
}).meta({ id: 'LidbState', xml: { name: 'LidbOrder' } })
export type LidbState = z.output<typeof LidbState>

const Refused = z.object({
  status: z.object({ code: z.int(), description: z.string() }),
  errorList: list(z.object({ code: z.int(), description: z.string() }), 'Error').optional(),
  lidbOrder: z.object({ customerOrderId: text, lidbTnGroups: Groups.optional() }).optional(),
})

/** Codes up to here say what is wrong with a request as such: credentials, body, path. */
const LAST_OF_REQUESTS = 1001
const VALIDATION_FAILED = { code: 400, description: 'Validation Failed. Please check your input parameters.' }

/** Refusals of an order name everything that is wrong with it, and repeat it; others have a status alone. */
const refused: Envelope = {
  name: 'Status, and ErrorList with the order', root: ROOT, schema: Refused,
  body: (problems, echo) => {
    const [first] = problems
    const errors = problems.map(({ code, text: description }) => ({ code, description }))
    return first && first.code <= LAST_OF_REQUESTS ? { status: errors[0] } : { status: VALIDATION_FAILED, errorList: errors, lidbOrder: echo }
  },
}

const group = 'lidbs'

export const createLidb = operation({
  group,
  id: 'lidbs-post',
  at: 'POST /accounts/{accountId}/lidbs',
  summary: 'Have the name of the caller entered for numbers.',
  params: z.object({ accountId: AccountId }),
  body: LidbRequest,
  replies: { 201: answers(ROOT, LidbCreated) },
  errors: refused,
  invalid: lidbErrors.invalid,
  access: 'ROLE_API_ORDERING:update',
})

export const getLidb = operation({
  group,
  id: 'lidbs-id-get',
  at: 'GET /accounts/{accountId}/lidbs/{lidbid}',
  summary: 'Read a LIDB order.',
  params: z.object({ accountId: AccountId, lidbid: OpaqueId }),
  replies: { 200: answers('LidbOrder', LidbState) },
  errors: responseStatusOrMissing('LidbOrderReportResponse'),
  access: 'ROLE_API_ORDERING:view',
})

export const listLidbs = operation({
  group,
  id: 'lidbs-get',
  at: 'GET /accounts/{accountId}/lidbs',
  summary: 'List the LIDB orders of an account, newest first.',
  params: z.object({ accountId: AccountId }),
  query: listQuery,
  replies: { 200: answers('ResponseSelectWrapper', listOf(LidbSummary).meta({ id: 'LidbList' })) },
  errors: responseStatusOrMissing('LidbOrderReportResponse'),
  invalid: lidbErrors.invalid,
  access: 'ROLE_API_ORDERING:view',
})
