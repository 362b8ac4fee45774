import { z } from 'zod'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { AccountId, OpaqueId } from '../../../kernel/contract/path-ids.ts'
import { responseStatus } from '../../../kernel/errors/envelopes.ts'
import { ROLE_API_ACCOUNT } from '../../accounts/index.ts'

const group = 'sites'
const params = z.object({ accountId: AccountId, siteId: OpaqueId, sippeerId: OpaqueId })
/** NOTE: documented so for all four; it looks copied from the settings of SMS. */
const refusals = responseStatus('SipPeerSmsFeatureResponse')

/** The service checks the protocol, because a wrong one has a code of its own. */
const Settings = z.object({
  voiceProtocol: z.string().optional(),
  httpSettings: z.object({ httpVoiceV2AppId: z.string().optional() }).optional(),
})
export type VoiceSettingsRequest = z.output<typeof Settings>

const Origination = z.object({ sipPeerOriginationSettings: Settings })
const Termination = z.object({ sipPeerTerminationSettings: Settings })
const originated = answers('SipPeerOriginationSettingsResponse', Origination)
const terminated = answers('SipPeerTerminationSettingsResponse', Termination)

export const getOrigination = operation({
  id: 'sites-id-sippeers-id-products-origination-settings-get',
  at: 'GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/origination/settings',
  summary: 'Read how a SIP peer takes calls.',
  group, params, replies: { 200: originated }, errors: responseStatus('SipPeerOriginationSettingsResponse'), access: `${ROLE_API_ACCOUNT}:view`,
})

export const setOrigination = operation({
  id: 'sites-id-sippeers-id-products-origination-settings-post',
  at: 'POST /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/origination/settings',
  summary: 'Set how a SIP peer takes calls.',
  group, params, body: Settings, replies: { 201: originated }, errors: refusals, access: `${ROLE_API_ACCOUNT}:update`,
})

export const updateOrigination = operation({
  id: 'sites-id-sippeers-id-products-origination-settings-put',
  at: 'PUT /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/origination/settings',
  summary: 'Change how a SIP peer takes calls; HTTP in place of SIP removes its hosts.',
  group, params, body: Settings, replies: { 200: null }, errors: refusals, access: `${ROLE_API_ACCOUNT}:update`,
})

export const getTermination = operation({
  id: 'sites-id-sippeers-id-products-termination-settings-get',
  at: 'GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/termination/settings',
  summary: 'Read how a SIP peer makes calls.',
  group, params, replies: { 200: terminated }, errors: responseStatus('SipPeerTerminationSettingsResponse'), access: `${ROLE_API_ACCOUNT}:view`,
})

export const setTermination = operation({
  id: 'sites-id-sippeers-id-products-termination-settings-post',
  at: 'POST /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/termination/settings',
  summary: 'Set how a SIP peer makes calls.',
  group, params, body: Settings, replies: { 201: terminated }, errors: refusals, access: `${ROLE_API_ACCOUNT}:update`,
})

export const updateTermination = operation({
  id: 'sites-id-sippeers-id-products-termination-settings-put',
  at: 'PUT /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/termination/settings',
  summary: 'Change how a SIP peer makes calls; HTTP in place of SIP removes its hosts.',
  group, params, body: Settings, replies: { 200: null }, errors: refusals, access: `${ROLE_API_ACCOUNT}:update`,
})
