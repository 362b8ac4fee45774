import { z } from 'zod'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { AccountId, OpaqueId } from '../../../kernel/contract/path-ids.ts'
import { responseStatus } from '../../../kernel/errors/envelopes.ts'
import { list } from '../../../kernel/xml/index.ts'
import { Address, ROLE_API_ACCOUNT } from '../../accounts/index.ts'
import { addressConflict } from '../geocoding.ts'
import { Host, TerminationHost, VoiceHostGroup } from './details.ts'

const group = 'sites'

const hosts = {
  voiceHosts: list(Host, 'Host'),
  voiceHostGroups: list(VoiceHostGroup, 'VoiceHostGroup'),
  terminationHosts: list(TerminationHost, 'TerminationHost'),
}

const clearable = (text: z.ZodString) => text.optional().meta({ emptyMeansClear: true })

const params = z.object({ accountId: AccountId, siteId: OpaqueId })
const oneParams = z.object({ accountId: AccountId, siteId: OpaqueId, sippeerId: OpaqueId })
const conflict = addressConflict('SipPeerResponse')

/** A peer as answers show it. */
export const SipPeer = z.object({
  peerId: z.int(),
  peerName: z.string(),
  description: z.string().optional(),
  isDefaultPeer: z.boolean(),
  finalDestinationUri: z.string().optional(),
  ...hosts,
  address: Address.optional(),
  premiseTrunks: z.string().optional(),
  callingName: z.object({ display: z.boolean(), enforced: z.boolean() }),
})

/**
 * Name and options are checked by the service: what is missing has documented codes. In a PUT, what is left out stays as
 * it is and an empty element clears.
 */
const SipPeerRequest = z.object({
  peerName: z.string().optional(),
  description: clearable(z.string()),
  isDefaultPeer: z.boolean().optional(),
  finalDestinationUri: clearable(z.string().max(300)),
  voiceHosts: hosts.voiceHosts.optional(),
  voiceHostGroups: hosts.voiceHostGroups.optional(),
  terminationHosts: hosts.terminationHosts.optional(),
  address: Address.optional(),
  premiseTrunks: clearable(z.string().max(200)),
  callingName: z.object({ display: z.boolean().optional(), enforced: z.boolean().optional() }).optional(),
}).meta({ xml: { name: 'SipPeer' } })

export const listSipPeers = operation({
  id: 'sites-id-sippeers-get',
  at: 'GET /accounts/{accountId}/sites/{siteId}/sippeers',
  summary: 'List the SIP peers of a site.',
  group,
  params,
  replies: { 200: answers('TNSipPeersResponse', z.object({ sipPeers: list(SipPeer, 'SipPeer') })) },
  errors: responseStatus('TNSipPeersResponse'),
  access: `${ROLE_API_ACCOUNT}:view`,
})

export const createSipPeer = operation({
  id: 'sites-id-sippeers-post',
  at: 'POST /accounts/{accountId}/sites/{siteId}/sippeers',
  summary: 'Add a SIP peer to a site.',
  group,
  params,
  body: SipPeerRequest,
  replies: { 201: null },
  errors: conflict,
  access: `${ROLE_API_ACCOUNT}:update`,
})

export const getSipPeer = operation({
  id: 'sites-id-sippeers-id-get',
  at: 'GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}',
  summary: 'Read a SIP peer.',
  group,
  params: oneParams,
  replies: { 200: answers('SipPeerResponse', z.object({ sipPeer: SipPeer })) },
  errors: responseStatus('SipPeerResponse'),
  access: `${ROLE_API_ACCOUNT}:view`,
})

export const updateSipPeer = operation({
  id: 'sites-id-sippeers-id-put',
  at: 'PUT /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}',
  summary: 'Change a SIP peer.',
  group,
  params: oneParams,
  body: SipPeerRequest,
  replies: { 200: null },
  errors: conflict,
  access: `${ROLE_API_ACCOUNT}:update`,
})

export const deleteSipPeer = operation({
  id: 'sites-id-sippeers-id-delete',
  at: 'DELETE /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}',
  summary: 'Delete a SIP peer on which nothing depends.',
  group,
  params: oneParams,
  replies: { 200: null },
  errors: responseStatus('SipPeerResponse'),
  access: `${ROLE_API_ACCOUNT}:update`,
})
