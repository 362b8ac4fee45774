import { z } from 'zod'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { OpaqueId } from '../../../kernel/contract/path-ids.ts'
import { responseStatus } from '../../../kernel/errors/envelopes.ts'
import { irisStatus } from '../../../kernel/errors/status-envelopes.ts'
import { list } from '../../../kernel/xml/index.ts'

/** The form of this one documented element, `2014-03-25 12:55:11.0`: whole seconds of UTC, and nothing but a zero behind. */
const SecondsText = z.codec(z.string(), z.date(), {
  decode: (text) => new Date(`${text.slice(0, 19).replace(' ', 'T')}Z`),
  encode: (instant) => `${instant.toISOString().slice(0, 19).replace('T', ' ')}.0`,
})

const TelephoneNumberResponse = z.object({
  telephoneNumber: z.string(),
  status: z.string(),
  lastModifiedDate: SecondsText,
  orderCreateDate: z.date().optional(),
  orderId: z.string().optional(),
  orderType: z.string().optional(),
  inServiceDate: z.date().optional(),
  siteId: z.int().optional(),
  accountId: z.int(),
})

const shared = { group: 'tns', params: z.object({ tn: OpaqueId }), access: 'ROLE_API_SEARCH:view' } as const

export const getTelephoneNumber = operation({
  ...shared,
  id: 'tns-id-get',
  at: 'GET /tns/{tn}',
  summary: 'Read status and last order of a number',
  replies: { 200: answers('TelephoneNumberResponse', TelephoneNumberResponse) },
  errors: responseStatus('TelephoneNumberResponse'),
})

const Step = z.object({
  accountId: z.int().optional(),
  lastModifiedDate: z.date(),
  orderCreateDate: z.date().optional(),
  orderId: z.string().optional(),
  status: z.string(),
  userId: z.string(),
  orderType: z.string().optional(),
  orderStatus: z.string().optional(),
})

export const getTelephoneNumberHistory = operation({
  ...shared,
  id: 'tns-id-history-get',
  at: 'GET /tns/{tn}/history',
  summary: 'List what happened to a number while it was with the accounts of the caller, oldest first.',
  replies: { 200: answers('TelephoneNumberResponse', z.object({
    telephoneNumberStatuses: list(Step, 'TelephoneNumberStatus'),
    telephoneNumber: z.string(),
  }).meta({ id: 'TelephoneNumberHistory' })) },
  errors: irisStatus('ErrorResponse'),
})
