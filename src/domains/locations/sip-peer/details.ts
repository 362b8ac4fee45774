import { z } from 'zod'
import { Address } from '../../accounts/index.ts'
import { repeated } from '../../../kernel/xml/index.ts'

/** An address to which calls are sent. `port` absent: the default of the application. */
export const Host = z.object({ hostName: z.string(), port: z.int().optional() })
export type Host = z.output<typeof Host>

/** Hosts among which calls are distributed at random. */
export const VoiceHostGroup = z.object({ host: repeated(Host, 'Host') })
export type VoiceHostGroup = z.output<typeof VoiceHostGroup>

/** An address or subnet (CIDR) from which calls may come. */
export const TerminationHost = Host.extend({ customerTrafficAllowed: z.string().optional() })
export type TerminationHost = z.output<typeof TerminationHost>

/** What `sip_peer.details` holds: all that a peer has beside name, description, being the default and termination hosts. */
export const PeerDetails = z.object({
  finalDestinationUri: z.string().optional(),
  voiceHosts: z.array(Host).default([]),
  voiceHostGroups: z.array(VoiceHostGroup).default([]),
  address: Address.optional(),
  premiseTrunks: z.string().optional(),
  callingName: z.object({ display: z.boolean(), enforced: z.boolean() }).default({ display: false, enforced: false }),
})
export type PeerDetails = z.output<typeof PeerDetails>

/** Where calls go to and come from. */
export interface PeerHosts {
  readonly voiceHosts: readonly Host[]
  readonly voiceHostGroups: readonly VoiceHostGroup[]
  readonly terminationHosts: readonly TerminationHost[]
}
