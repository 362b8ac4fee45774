import { z } from 'zod'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { AccountId, OpaqueId } from '../../../kernel/contract/path-ids.ts'
import { responseStatus } from '../../../kernel/errors/envelopes.ts'
import { list } from '../../../kernel/xml/index.ts'
import { ROLE_API_ACCOUNT } from '../../accounts/index.ts'

const group = 'sites'
const params = z.object({ accountId: AccountId, siteId: OpaqueId, sippeerId: OpaqueId })

const AppSettings = z.object({ httpMessagingV2AppId: z.string().optional() })

/** Documented is `ApplicationsSettings`; one client reads `ApplicationSettings`. */
const applicationSettings = answers('ApplicationsSettingsResponse', z.object({ applicationsSettings: AppSettings, applicationSettings: AppSettings }))

/** Settings, or the text REMOVE in their place. */
const AppSettingsRequest = z.union([z.string(), AppSettings]).meta({ id: 'ApplicationsSettingsRequest', xml: { name: 'ApplicationsSettings' } })
export type AppSettingsRequest = z.output<typeof AppSettingsRequest>

export const getApplicationSettings = operation({
  id: 'sites-id-sippeers-id-products-messaging-application-settings-get',
  at: 'GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/applicationSettings',
  summary: 'Read which application handles the messages of a SIP peer.',
  group, params, replies: { 200: applicationSettings }, errors: responseStatus('ApplicationsSettingsResponse'), access: `${ROLE_API_ACCOUNT}:view`,
})

export const setApplicationSettings = operation({
  id: 'sites-id-sippeers-id-products-messaging-application-settings-put',
  at: 'PUT /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/applicationSettings',
  summary: 'Assign the application that handles the messages of a SIP peer, or REMOVE it.',
  group, params, body: AppSettingsRequest, replies: { 200: applicationSettings }, errors: responseStatus('ApplicationsSettingsResponse'),
  access: `${ROLE_API_ACCOUNT}:update`,
})

const MessagingSettings = z.object({ breakOutCountries: list(z.string(), 'Country') })
const messagingSettings = answers('SipPeerMessagingSettingsResponse', z.object({ sipPeerMessagingSettings: MessagingSettings }))

export const getMessagingSettings = operation({
  id: 'sites-id-sippeers-id-products-messaging-settings-get',
  at: 'GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/settings',
  summary: 'Read to which countries messages of a SIP peer may break out.',
  group, params, replies: { 200: messagingSettings }, errors: responseStatus('SipPeerMessagingSettingsResponse'), access: `${ROLE_API_ACCOUNT}:view`,
})

export const setMessagingSettings = operation({
  id: 'sites-id-sippeers-id-products-messaging-settings-put',
  at: 'PUT /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/settings',
  summary: 'Set to which countries messages of a SIP peer may break out; none where the list is empty.',
  group, params, body: z.object({ breakOutCountries: list(z.string(), 'Country').optional() }).meta({ xml: { name: 'SipPeerMessagingSettings' } }),
  replies: { 200: messagingSettings }, errors: responseStatus('SipPeerMessagingSettingsResponse'), access: `${ROLE_API_ACCOUNT}:update`,
})
