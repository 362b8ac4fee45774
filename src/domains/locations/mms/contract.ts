import { z } from 'zod'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { AccountId, OpaqueId } from '../../../kernel/contract/path-ids.ts'
import { responseStatus } from '../../../kernel/errors/envelopes.ts'
import { list, named } from '../../../kernel/xml/index.ts'
import { ROLE_API_ACCOUNT } from '../../accounts/index.ts'

const group = 'sites'
const params = z.object({ accountId: AccountId, siteId: OpaqueId, sippeerId: OpaqueId })
const root = 'MmsFeatureResponse'
const errors = responseStatus(root)

const proxyPeerId = named(z.int(), 'proxyPeerId').optional()
const TermHost = z.object({ hostId: z.int(), hostName: z.string() })
const OrigHost = z.object({ hostName: z.string(), port: z.int().optional(), hostId: z.int(), priority: z.int() })

const Mm4 = z.object({
  tls: z.string(),
  mmsMM4TermHosts: z.object({ termHosts: list(TermHost, 'TermHost') }),
  mmsMM4OrigHosts: z.object({ origHosts: list(OrigHost, 'OrigHost') }),
})

/** The protocol is `protocol` in some documented answers and `Protocol` in others. */
const featureWith = (element: 'protocol' | 'Protocol') => z.object({
  mmsFeature: z.object({
    mmsSettings: z.object({ protocol: named(z.string(), element) }),
    protocols: z.object({
      http: named(z.object({ httpSettings: z.object({ proxyPeerId }) }), 'HTTP').optional(),
      mm4: named(Mm4, 'MM4').optional(),
    }),
  }),
})

const HostRequest = z.object({ hostId: z.int().optional(), hostName: z.string(), port: z.int().optional(), priority: z.int().optional() })
export type Mm4HostRequest = z.output<typeof HostRequest>

const MmsFeatureRequest = z.object({
  mmsSettings: z.object({ protocol: z.string().optional() }).optional(),
  protocols: z.object({
    http: named(z.object({ httpSettings: z.object({ proxyPeerId }).optional() }), 'HTTP').optional(),
    mm4: named(z.object({
      tls: z.string().optional(),
      mmsMM4TermHosts: z.object({ termHosts: list(HostRequest, 'TermHost').optional() }).optional(),
      mmsMM4OrigHosts: z.object({ origHosts: list(HostRequest, 'OrigHost').optional() }).optional(),
    }), 'MM4').optional(),
  }).optional(),
}).meta({ id: 'MmsFeatureRequest', xml: { name: 'MmsFeature' } })
export type MmsFeatureRequest = z.output<typeof MmsFeatureRequest>

export const getMms = operation({
  id: 'sites-id-sippeers-id-products-messaging-features-mms-get',
  at: 'GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/features/mms',
  summary: 'Read the MMS feature of a SIP peer.',
  group, params, replies: { 200: answers(root, featureWith('protocol')) }, errors, access: `${ROLE_API_ACCOUNT}:view`,
})

export const createMms = operation({
  id: 'sites-id-sippeers-id-products-messaging-features-mms-post',
  at: 'POST /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/features/mms',
  summary: 'Switch MMS on for a SIP peer that has SMS.',
  group, params, body: MmsFeatureRequest, replies: { 201: answers(root, featureWith('Protocol')) }, errors, access: `${ROLE_API_ACCOUNT}:update`,
})

export const replaceMms = operation({
  id: 'sites-id-sippeers-id-products-messaging-features-mms-put',
  at: 'PUT /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/features/mms',
  summary: 'Replace the MMS settings of a SIP peer.',
  group, params, body: MmsFeatureRequest, replies: { 200: null }, errors, access: `${ROLE_API_ACCOUNT}:update`,
})

export const deleteMms = operation({
  id: 'sites-id-sippeers-id-products-messaging-features-mms-delete',
  at: 'DELETE /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/features/mms',
  summary: 'Switch MMS off for a SIP peer.',
  group, params, replies: { 200: null }, errors, access: `${ROLE_API_ACCOUNT}:update`,
})

export const getMmsSettings = operation({
  id: 'sites-id-sippeers-id-products-messaging-features-mms-settings-get',
  at: 'GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products/messaging/features/mms/settings',
  summary: 'Read with which protocol a SIP peer handles MMS.',
  group, params, errors: responseStatus('MmsFeatureMmsSettingsResponse'), access: `${ROLE_API_ACCOUNT}:view`,
  replies: { 200: answers('MmsFeatureMmsSettingsResponse', z.object({ mmsSettings: z.object({ protocol: z.string() }) })) },
})
