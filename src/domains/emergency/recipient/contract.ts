import { z } from 'zod'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { AccountId, OpaqueId } from '../../../kernel/contract/path-ids.ts'
import { responseStatus } from '../../../kernel/errors/envelopes.ts'
import { list, named } from '../../../kernel/xml/index.ts'
import { ROLE_API_ACCOUNT } from '../../accounts/index.ts'
import { recipientErrors } from './errors.ts'

const text = z.string().optional()
const Number = z.object({ telephoneNumber: text })

const RecipientRequest = z.object({
  description: text,
  type: text,
  emailAddress: text,
  sms: Number.optional(),
  tts: Number.optional(),
  callback: z.object({ url: text, credentials: z.object({ username: text, password: text }).optional() }).optional(),
}).meta({ id: 'EmergencyNotificationRecipientRequest', xml: { name: 'EmergencyNotificationRecipient' } })
export type RecipientRequest = z.output<typeof RecipientRequest>

/** Where notifications go, as all answers show it; passwords are never shown. */
export const RecipientTarget = z.object({
  description: z.string(),
  type: z.string(),
  emailAddress: text,
  sms: z.object({ telephoneNumber: z.string() }).optional(),
  tts: z.object({ telephoneNumber: z.string() }).optional(),
  callback: z.object({ url: z.string(), credentials: z.object({ username: z.string() }) }).optional(),
})

const Recipient = z.object({
  identifier: z.string(), createdDate: z.date(), lastModifiedDate: z.date(), modifiedByUser: z.string(), ...RecipientTarget.shape, groupCount: z.int().optional(),
}).meta({ id: 'EmergencyNotificationRecipient' })

/** The filters by recipient that the lists of this family share. */
export const recipientQuery = {
  enrDescription: named(z.string().optional(), 'EnrDescription'),
  enrNotificationType: named(z.string().optional(), 'EnrNotificationType'),
  enrSmsTn: named(z.string().optional(), 'EnrSmsTn'),
  enrTtsTn: named(z.string().optional(), 'EnrTtsTn'),
  enrEmailAddress: named(z.string().optional(), 'EnrEmailAddress'),
  enrCallbackUrl: named(z.string().optional(), 'EnrCallbackUrl'),
  enrCallbackUsername: named(z.string().optional(), 'EnrCallbackUsername'),
}

/** Where a page begins, and how long it is. */
export const pageQuery = {
  page: named(z.string().default('1').meta({ description: 'The date and time at which the page begins, or what a `next` link has; 1 is the first page.' }), 'Page'),
  size: named(z.int().min(1).max(500).default(100), 'Size'),
}

const ROOT = 'EmergencyNotificationRecipientsResponse'
const group = 'emergencyNotificationRecipients'
const all = { group, params: z.object({ accountId: AccountId }), errors: responseStatus(ROOT), invalid: recipientErrors.invalid }
const one = { ...all, params: z.object({ accountId: AccountId, enrId: OpaqueId }) }
const answersOne = answers(ROOT, z.object({ emergencyNotificationRecipient: Recipient }))
const PATH = '/accounts/{accountId}/emergencyNotificationRecipients'

export const createRecipient = operation({
  ...all,
  id: 'emergency-notification-recipients-post',
  at: `POST ${PATH}`,
  summary: 'Add somebody who is to be told of emergency calls.',
  body: RecipientRequest,
  replies: { 201: answersOne },
  access: `${ROLE_API_ACCOUNT}:update`,
})

export const listRecipients = operation({
  ...all,
  id: 'emergency-notification-recipients-get',
  at: `GET ${PATH}`,
  summary: 'List those who are told of emergency calls, the last modified first.',
  query: z.object({
    modifiedAfterDate: named(z.string().optional(), 'ModifiedAfterDate'),
    modifiedByUser: named(z.string().optional(), 'ModifiedByUser'),
    ...recipientQuery,
    enrRecipient: z.string().optional().meta({ description: 'What the number, mail address or URL begins with.' }),
    groupCount: z.boolean().default(false).meta({ description: 'Shows in how many groups each one is.' }),
    uriSubstring: z.string().optional().meta({ description: 'Text that the number, mail address, URL or type has in it.' }),
    ...pageQuery,
  }),
  replies: {
    200: answers(ROOT, z.object({
      links: z.object({ first: named(z.string(), 'first'), next: named(z.string().optional(), 'next') }),
      emergencyNotificationRecipients: list(Recipient, 'EmergencyNotificationRecipient'),
    })),
  },
  access: `${ROLE_API_ACCOUNT}:view`,
})

export const getRecipient = operation({
  ...one,
  id: 'emergency-notification-recipients-id-get',
  at: `GET ${PATH}/{enrId}`,
  summary: 'Read one who is told of emergency calls.',
  replies: { 200: answersOne },
  access: `${ROLE_API_ACCOUNT}:view`,
})

export const replaceRecipient = operation({
  ...one,
  id: 'emergency-notification-recipients-id-put',
  at: `PUT ${PATH}/{enrId}`,
  summary: 'Replace one who is told of emergency calls; the identifier stays.',
  body: RecipientRequest,
  replies: { 200: answersOne },
  access: `${ROLE_API_ACCOUNT}:update`,
})

export const removeRecipient = operation({
  ...one,
  id: 'emergency-notification-recipients-id-delete',
  at: `DELETE ${PATH}/{enrId}`,
  summary: 'Remove one who is told of emergency calls and is in no group.',
  replies: { 200: null },
  access: `${ROLE_API_ACCOUNT}:update`,
})
