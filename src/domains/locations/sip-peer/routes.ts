import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import { withEveryPart } from '../../accounts/index.ts'
import { createSipPeer, deleteSipPeer, getSipPeer, listSipPeers, updateSipPeer } from './contract.ts'
import type { SipPeer } from './repository.ts'
import type { PeerPath, SipPeers } from './service.ts'

/** A peer as answers show it. */
export function toWire({ id, name, description, isDefault, details, terminationHosts }: SipPeer): object {
  const address = details.address && withEveryPart(details.address)
  return { ...details, terminationHosts, address, peerId: id, peerName: name, description, isDefaultPeer: isDefault }
}

/** The peer that a path names. */
export function peerPath({ accountId, siteId, sippeerId }: { readonly accountId: number, readonly siteId: string, readonly sippeerId: string }): PeerPath {
  return { accountId, siteId, peerId: sippeerId }
}

export function sipPeerRoutes(sipPeers: SipPeers): readonly Route[] {
  return [
    handle(listSipPeers, async ({ params }) => {
      const peers = await sipPeers.list(params.accountId, params.siteId)
      return reply(200, { sipPeers: peers.map(toWire) })
    }),
    handle(createSipPeer, async ({ params: { accountId, siteId }, body, clock, link }) => {
      const { peerName: name, description, isDefaultPeer: isDefault, ...details } = body
      const id = await sipPeers.create({ accountId, siteId, name, description, isDefault, details, at: clock.now() })
      return reply(201, undefined, { Location: link(`/accounts/${accountId}/sites/${Number(siteId)}/sippeers/${id}`) })
    }),
    handle(getSipPeer, async ({ params }) => reply(200, { sipPeer: toWire(await sipPeers.get(peerPath(params))) })),
    handle(updateSipPeer, async ({ params, body }) => {
      const { peerName: name, description, isDefaultPeer: isDefault, ...details } = body
      await sipPeers.update(peerPath(params), { name, description, isDefault, details })
      return reply(200)
    }),
    handle(deleteSipPeer, async ({ params }) => {
      await sipPeers.remove(peerPath(params))
      return reply(200)
    }),
  ]
}
