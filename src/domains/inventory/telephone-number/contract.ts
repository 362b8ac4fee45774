import { z } from 'zod'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { OpaqueId } from '../../../kernel/contract/path-ids.ts'
import { responseStatus } from '../../../kernel/errors/envelopes.ts'

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

export const getTelephoneNumber = operation({
  id: 'tns-id-get',
  at: 'GET /tns/{tn}',
  summary: 'Read status and last order of a number',
  group: 'tns',
  params: z.object({ tn: OpaqueId }),
  replies: { 200: answers('TelephoneNumberResponse', TelephoneNumberResponse) },
  errors: responseStatus('TelephoneNumberResponse'),
  access: 'ROLE_API_SEARCH:view',
})
