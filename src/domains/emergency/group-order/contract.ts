import { z } from 'zod'
import { AccountId, OpaqueId } from '../../../kernel/contract/path-ids.ts'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { responseStatus } from '../../../kernel/errors/envelopes.ts'
import { list, named } from '../../../kernel/xml/index.ts'
import { groupErrors } from '../notification-group/errors.ts'
import { notificationOrderHeadShape as head, notificationOrderQuery } from '../notification-orders.ts'
import { recipientQuery, RecipientTarget } from '../recipient/contract.ts'

const text = z.string().optional()
const RequestedRecipients = list(z.object({ identifier: text }), 'EmergencyNotificationRecipient').optional()
const RequestedGroup = z.object({
  identifier: text, description: text, addedEmergencyNotificationRecipients: RequestedRecipients, deletedEmergencyNotificationRecipients: RequestedRecipients,
}).optional()

const GroupOrderRequest = z.object({
  customerOrderId: text,
  addedEmergencyNotificationGroup: RequestedGroup,
  modifiedEmergencyNotificationGroup: RequestedGroup,
  // The text says so, the examples say Modified.
  updatedEmergencyNotificationGroup: RequestedGroup,
  deletedEmergencyNotificationGroup: RequestedGroup,
}).meta({ id: 'EmergencyNotificationGroupOrderRequest', xml: { name: 'EmergencyNotificationGroupOrder' } })
export type GroupOrderRequest = z.output<typeof GroupOrderRequest>
export type RequestedGroup = NonNullable<z.output<typeof RequestedGroup>>

const Named = z.object({ identifier: z.string(), ...RecipientTarget.partial().shape })
const Errors = list(z.object({ code: z.int(), description: z.string() }), 'Error')
const Recipients = list(Named, 'EmergencyNotificationRecipient').optional()
const Group = z.object({
  identifier: z.string(), description: text, addedEmergencyNotificationRecipients: Recipients, deletedEmergencyNotificationRecipients: Recipients, errorList: Errors.optional(),
}).optional()
export type GroupView = NonNullable<z.output<typeof Group>>

const groups = {
  addedEmergencyNotificationGroup: Group, modifiedEmergencyNotificationGroup: Group, deletedEmergencyNotificationGroup: Group,
}

/** One order is shown with more wrappers than a list shows, and its callbacks without theirs. */
const SingleRecipient = RecipientTarget.omit({ callback: true }).partial().extend({ url: text, credentials: z.object({ username: z.string() }).optional() })
const SingleRecipients = z.object({
  emergencyNotificationRecipients: list(z.object({ identifier: z.string(), ...SingleRecipient.shape }), 'EmergencyNotificationRecipient'),
}).optional()
const SingleGroup = z.object({
  emergencyNotificationGroup: z.object({
    identifier: z.string(), description: text, addedEmergencyNotificationRecipients: SingleRecipients, deletedEmergencyNotificationRecipients: SingleRecipients, errorList: Errors,
  }),
}).optional()
const SingleOrder = z.object({
  ...head, addedEmergencyNotificationGroup: SingleGroup, modifiedEmergencyNotificationGroup: SingleGroup, deletedEmergencyNotificationGroup: SingleGroup,
})

const ROOT = 'EmergencyNotificationGroupOrderResponse'
const PATH = '/accounts/{accountId}/emergencyNotificationGroupOrders'
const all = { group: 'emergencyNotificationGroupOrders', params: z.object({ accountId: AccountId }), errors: responseStatus(ROOT), invalid: groupErrors.invalid }

export const createGroupOrder = operation({
  ...all,
  id: 'emergency-notification-group-orders-post',
  at: `POST ${PATH}`,
  summary: 'Make, change or remove a group of those who are told of emergency calls.',
  body: GroupOrderRequest,
  replies: { 201: answers(ROOT, z.object({ ...head, ...groups, updatedEmergencyNotificationGroup: Group })) },
  access: 'ROLE_API_ORDERING:update',
})

export const getGroupOrder = operation({
  ...all,
  id: 'emergency-notification-group-orders-id-get',
  at: `GET ${PATH}/{orderId}`,
  summary: 'Read an order that makes, changes or removes a group.',
  params: z.object({ accountId: AccountId, orderId: OpaqueId }),
  replies: { 200: answers(ROOT, z.object({ emergencyNotificationGroup: SingleOrder })) },
  access: 'ROLE_API_ORDERING:view',
})

export const listGroupOrders = operation({
  ...all,
  id: 'emergency-notification-group-orders-get',
  at: `GET ${PATH}`,
  summary: 'List the orders that make, change or remove groups, newest first.',
  query: z.object({
    ...notificationOrderQuery,
    enrOperation: named(z.string().optional(), 'EnrOperation'),
    enrId: named(z.string().optional(), 'EnrId'),
    ...recipientQuery,
    eepTns: z.string().optional().meta({ description: 'What a number in the group begins with.' }),
    eepAeuiIds: z.string().optional().meta({ description: 'What an identifier in the group begins with.' }),
  }),
  replies: {
    200: answers(ROOT, z.object({
      links: z.object({ first: named(z.string(), 'first'), next: named(z.string().optional(), 'next') }),
      emergencyNotificationGroupOrders: list(z.object({ ...head, ...groups }), 'EmergencyNotificationGroupOrder'),
    })),
  },
  access: 'ROLE_API_ORDERING:view',
})
