import { z } from 'zod'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { AccountId, OpaqueId } from '../../../kernel/contract/path-ids.ts'
import { responseStatus } from '../../../kernel/errors/envelopes.ts'
import { list } from '../../../kernel/xml/index.ts'
import { ROLE_API_ACCOUNT } from '../../accounts/index.ts'
import { SmsSettings } from './settings.ts'

const group = 'sites'
const params = z.object({ accountId: AccountId, siteId: OpaqueId, sippeerId: OpaqueId })
const root = 'SipPeerSmsFeatureResponse'
const errors = responseStatus(root)

const SmppHost = z.object({ hostName: z.string(), hostId: z.int(), priority: z.int(), connectionType: z.string() })

const SmppHostRequest = z.object({
  hostName: z.string(),
  hostId: z.int().optional(),
  port: z.int().optional(),
  priority: z.int().optional(),
  connectionType: z.string().optional(),
})
export type SmppHostRequest = z.output<typeof SmppHostRequest>

const SmsFeature = z.object({ sipPeerSmsFeatureSettings: SmsSettings, smppHosts: list(SmppHost, 'SmppHost').optional() })

/** Settings are checked by the service: what does not fit has codes of its own. */
const SmsFeatureRequest = z.object({
  sipPeerSmsFeatureSettings: SmsSettings.partial(),
  smppHosts: list(SmppHostRequest, 'SmppHost').optional(),
}).meta({ id: 'SmsFeatureRequest', xml: { name: 'SipPeerSmsFeature' } })
export type SmsFeatureRequest = z.output<typeof SmsFeatureRequest>

const one = answers(root, z.object({ sipPeerSmsFeature: SmsFeature }))

export const getSms = operation({
  id: 'sites-id-sippeers-id-products-messaging-features-sms-get',
  at: 'GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/features/sms',
  summary: 'Read the SMS feature of a SIP peer.',
  group, params, replies: { 200: one }, errors, access: `${ROLE_API_ACCOUNT}:view`,
})

export const createSms = operation({
  id: 'sites-id-sippeers-id-products-messaging-features-sms-post',
  at: 'POST /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/features/sms',
  summary: 'Switch SMS on for a SIP peer.',
  group, params, body: SmsFeatureRequest, replies: { 201: one }, errors, access: `${ROLE_API_ACCOUNT}:update`,
})

export const replaceSms = operation({
  id: 'sites-id-sippeers-id-products-messaging-features-sms-put',
  at: 'PUT /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/features/sms',
  summary: 'Replace the SMS settings of a SIP peer; its SMPP hosts stay unless some are given.',
  group, params, body: SmsFeatureRequest, replies: { 200: one }, errors, access: `${ROLE_API_ACCOUNT}:update`,
})

export const deleteSms = operation({
  id: 'sites-id-sippeers-id-products-messaging-features-sms-delete',
  at: 'DELETE /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/features/sms',
  summary: 'Switch SMS off for a SIP peer.',
  group, params, replies: { 200: null }, errors, access: `${ROLE_API_ACCOUNT}:update`,
})

const hostErrors = responseStatus('SmsSmppHostsResponse')

export const listSmppHosts = operation({
  id: 'sites-id-sippeers-id-products-messaging-features-sms-smpp-hosts-get',
  at: 'GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/features/sms/smpp/hosts',
  summary: 'List the SMPP hosts of a SIP peer.',
  group, params, errors: hostErrors, access: `${ROLE_API_ACCOUNT}:view`,
  replies: { 200: answers('SmsSmppHostsResponse', z.object({ smsHosts: list(SmppHost, 'SmsHost') })) },
})

export const addSmppHost = operation({
  id: 'sites-id-sippeers-id-products-messaging-features-sms-smpp-hosts-post',
  at: 'POST /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/features/sms/smpp/hosts',
  summary: 'Add an SMPP host to a SIP peer.',
  group, params, body: SmppHostRequest, errors: hostErrors, access: `${ROLE_API_ACCOUNT}:update`,
  replies: { 201: answers('SmsSmppHostResponse', z.object({ smsHost: SmppHost })) },
})
