import { z } from 'zod'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { AccountId } from '../../../kernel/contract/path-ids.ts'
import { responseStatus } from '../../../kernel/errors/envelopes.ts'
import { list } from '../../../kernel/xml/index.ts'
import { ROLE_API_ACCOUNT } from '../../accounts/index.ts'
import { Host, TerminationHost } from '../sip-peer/details.ts'

/** Hosts of a peer by what they are for; all three lists are there, empty where nothing was found. */
const SipPeerHost = z.object({
  sipPeerId: z.int(),
  smsHosts: list(z.object({ hostName: z.string(), hostId: z.int(), priority: z.int(), connectionType: z.string() }), 'SmsHost'),
  voiceHosts: list(Host, 'Host'),
  terminationHosts: list(TerminationHost, 'TerminationHost'),
})
const SiteHost = z.object({ siteId: z.int(), sipPeerHosts: list(SipPeerHost, 'SipPeerHost') })
export type SipPeerHost = z.output<typeof SipPeerHost>
export type SiteHost = z.output<typeof SiteHost>

export const searchHosts = operation({
  id: 'hosts-get',
  at: 'GET /accounts/{accountId}/hosts',
  summary: 'Find the hosts of an account by address and kind.',
  group: 'hosts',
  params: z.object({ accountId: AccountId }),
  query: z.object({ host: z.string().optional(), type: z.string().optional() }),
  replies: { 200: answers('SiteHostsResponse', z.object({ siteHosts: list(SiteHost, 'SiteHost') })) },
  errors: responseStatus('SiteHostsResponse'),
  access: `${ROLE_API_ACCOUNT}:view`,
})
