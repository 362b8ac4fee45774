import { z } from 'zod'
import { AccountId, OpaqueId } from '../../../kernel/contract/path-ids.ts'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { responseStatus } from '../../../kernel/errors/envelopes.ts'
import { list, named, repeated } from '../../../kernel/xml/index.ts'
import { notificationOrderHeadShape as head, notificationOrderQuery } from '../notification-orders.ts'
import { associationErrors } from './errors.ts'

const text = z.string().optional()
const Endpoints = z.object({ eepTns: list(z.string(), 'TelephoneNumber').optional(), eepAeuiIds: list(z.string(), 'Identifier').optional() })

const RequestedAssociations = z.object({
  emergencyNotificationGroup: repeated(z.object({ identifier: text })).optional(),
  addedAssociations: z.object({ eepToEngAssociations: Endpoints.optional() }).optional(),
  deletedAssociations: z.object({ eepToEngAssociations: Endpoints.optional() }).optional(),
})
export type RequestedAssociations = z.output<typeof RequestedAssociations>

/** Of the two documented requests one has a wrapper around its associations, the other has not. */
const EndpointOrderRequest = z.object({
  customerOrderId: text, emergencyNotificationEndpointAssociations: RequestedAssociations.optional(), ...RequestedAssociations.shape,
}).meta({ id: 'EmergencyNotificationEndpointOrderRequest', xml: { name: 'EmergencyNotificationEndpointOrder' } })
export type EndpointOrderRequest = z.output<typeof EndpointOrderRequest>

const Changed = z.object({
  eepToEngAssociations: Endpoints, errorList: list(z.object({ code: z.int(), description: z.string() }), 'Error'),
}).optional()
const associations = {
  emergencyNotificationGroup: z.object({ identifier: z.string() }), addedAssociations: Changed, deletedAssociations: Changed,
}
const EndpointOrder = z.object({ ...head, emergencyNotificationEndpointAssociations: z.object(associations) })

const ROOT = 'EmergencyNotificationEndpointOrderResponse'
const PATH = '/accounts/{accountId}/emergencyNotificationEndpointOrders'
const all = { group: 'emergencyNotificationEndpointOrders', params: z.object({ accountId: AccountId }), errors: responseStatus(ROOT), invalid: associationErrors.invalid }

export const createEndpointOrder = operation({
  ...all,
  id: 'emergency-notification-endpoint-orders-post',
  at: `POST ${PATH}`,
  summary: 'Put numbers and identifiers into a group of those who are told of emergency calls, or take them out.',
  body: EndpointOrderRequest,
  replies: {
    201: answers(ROOT, z.object({
      emergencyNotificationEndpointOrder: EndpointOrder.optional(),
      emergencyNotificationEndpointAssociation: z.object({ ...head, ...associations }).optional(),
    })),
  },
  access: 'ROLE_API_ORDERING:update',
})

export const getEndpointOrder = operation({
  ...all,
  id: 'emergency-notification-endpoint-orders-id-get',
  at: `GET ${PATH}/{orderId}`,
  summary: 'Read an order about the endpoints of a group.',
  params: z.object({ accountId: AccountId, orderId: OpaqueId }),
  replies: { 200: answers(ROOT, z.object({ emergencyNotificationEndpointOrder: EndpointOrder })) },
  access: 'ROLE_API_ORDERING:view',
})

export const listEndpointOrders = operation({
  ...all,
  id: 'emergency-notification-endpoint-orders-get',
  at: `GET ${PATH}`,
  summary: 'List the orders about the endpoints of groups, newest first.',
  query: z.object({
    ...notificationOrderQuery,
    eepTns: named(z.string().optional(), 'EepTns'),
    eepAeuiIds: named(z.string().optional(), 'EepAeuiIds'),
    endpointOperation: named(z.string().optional(), 'EndpointOperation'),
  }),
  replies: {
    200: answers(ROOT, z.object({
      links: z.object({ first: named(z.string(), 'first'), next: named(z.string().optional(), 'next') }),
      emergencyNotificationEndpointOrders: list(EndpointOrder, 'EmergencyNotificationEndpointOrder'),
    })),
  },
  access: 'ROLE_API_ORDERING:view',
})
