import { z } from 'zod'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { AccountId, OpaqueId } from '../../../kernel/contract/path-ids.ts'
import { responseStatus } from '../../../kernel/errors/envelopes.ts'
import { list, named } from '../../../kernel/xml/index.ts'
import { ROLE_API_ACCOUNT } from '../../accounts/index.ts'
import { pageQuery, recipientQuery, RecipientTarget } from '../recipient/contract.ts'
import { groupErrors } from './errors.ts'

/** A recipient by its identifier; with `EnrDetails` the rest, too. */
const Member = z.object({ identifier: z.string(), ...RecipientTarget.partial().shape })

const NotificationGroup = z.object({
  identifier: z.string(), createdDate: z.date(), modifiedBy: z.string(), modifiedDate: z.date(), description: z.string(),
  emergencyNotificationRecipients: list(Member, 'EmergencyNotificationRecipient'),
  endpointCount: z.int().optional(),
  eepTns: list(z.string(), 'TelephoneNumber').optional(),
  eepAeuiIds: list(z.string(), 'Identifier').optional(),
}).meta({ id: 'EmergencyNotificationGroup' })
export type NotificationGroupView = z.output<typeof NotificationGroup>

const ROOT = 'EmergencyNotificationGroupsResponse'
const group = 'emergencyNotificationGroups'
const PATH = '/accounts/{accountId}/emergencyNotificationGroups'

export const listGroups = operation({
  id: 'emergency-notification-groups-get',
  at: `GET ${PATH}`,
  summary: 'List the groups of those who are told of emergency calls, the last modified first.',
  group,
  params: z.object({ accountId: AccountId }),
  query: z.object({
    modifiedAfterDate: named(z.string().optional(), 'ModifiedAfterDate'),
    engDescription: named(z.string().optional(), 'EngDescription'),
    enrId: named(z.string().optional(), 'EnrId'),
    ...recipientQuery,
    enrDetails: named(z.boolean().default(false), 'EnrDetails'),
    engId: z.string().optional(),
    endpointCount: z.boolean().default(false).meta({ description: 'Shows how many endpoints are in each group.' }),
    engName: z.string().optional().meta({ description: 'The same as EngDescription.' }),
    enrRecipient: z.string().optional().meta({ description: 'What the number, mail address or URL of a recipient begins with.' }),
    ...pageQuery,
  }),
  replies: {
    200: answers(ROOT, z.object({
      links: z.object({ first: named(z.string(), 'first'), next: named(z.string().optional(), 'next') }),
      emergencyNotificationGroups: list(NotificationGroup, 'EmergencyNotificationGroup'),
    })),
  },
  // Its refusals are documented with the root of the orders.
  errors: responseStatus('EmergencyNotificationGroupOrderResponse'),
  invalid: groupErrors.invalid,
  access: `${ROLE_API_ACCOUNT}:view`,
})

export const getGroup = operation({
  id: 'emergency-notification-groups-id-get',
  at: `GET ${PATH}/{engId}`,
  summary: 'Read a group of those who are told of emergency calls.',
  group,
  params: z.object({ accountId: AccountId, engId: OpaqueId }),
  query: z.object({
    includeEndpoints: z.boolean().default(false),
    endpointId: z.string().min(3).optional().meta({ description: 'What a number or identifier begins with; at least three characters.' }),
    endpointSize: z.int().min(1).max(5000).default(20),
  }),
  replies: { 200: answers(ROOT, z.object({ emergencyNotificationGroup: NotificationGroup })) },
  errors: responseStatus(ROOT),
  invalid: groupErrors.invalid,
  access: `${ROLE_API_ACCOUNT}:view`,
})
