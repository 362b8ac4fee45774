import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { searchHosts, type SipPeerHost, type SiteHost } from './contract.ts'
import { hostErrors } from './errors.ts'
import { findHosts, type FoundHost, type HostKind } from './repository.ts'

function kindOf(type: string | undefined): HostKind | undefined {
  if (type === undefined || type === 'SMS' || type === 'TERMINATION' || type === 'ORIGINATION') return type
  throw hostErrors.kindUnknown({ type: type.slice(0, 60) })
}

function grouped<Key, Item>(items: readonly Item[], keyOf: (item: Item) => Key): [Key, Item[]][] {
  return [...Map.groupBy(items, keyOf)]
}

function peerHosts(sipPeerId: number, hosts: readonly FoundHost[]): SipPeerHost {
  return {
    sipPeerId,
    smsHosts: hosts.flatMap((each) => each.kind === 'SMS' ? each.host : []),
    voiceHosts: hosts.flatMap((each) => each.kind === 'ORIGINATION' ? each.host : []),
    terminationHosts: hosts.flatMap((each) => each.kind === 'TERMINATION' ? each.host : []),
  }
}

function siteHosts(hosts: readonly FoundHost[]): SiteHost[] {
  return grouped(hosts, ({ siteId }) => siteId).map(([siteId, ofSite]) =>
    ({ siteId, sipPeerHosts: grouped(ofSite, ({ peerId }) => peerId).map(([peerId, ofPeer]) => peerHosts(peerId, ofPeer)) }))
}

export const hostRoutes = (database: Database): readonly Route[] => [
  handle(searchHosts, async ({ params, query }) => {
    const hosts = await findHosts(database.db, params.accountId, { name: query.host, kind: kindOf(query.type) })
    return reply(200, { siteHosts: siteHosts(hosts) })
  }),
]
