import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import { withEveryPart } from '../../accounts/index.ts'
import { createSipPeer, getSipPeer, listSipPeers } from './contract.ts'
import type { SipPeer } from './repository.ts'
import type { SipPeers } from './service.ts'

function toWire({ id, name, description, isDefault, details }: SipPeer): object {
  const address = details.address && withEveryPart(details.address)
  return { ...details, address, peerId: id, peerName: name, description, isDefaultPeer: isDefault }
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
    handle(getSipPeer, async ({ params }) => {
      const peer = await sipPeers.get(params.accountId, params.siteId, params.sippeerId)
      return reply(200, { sipPeer: toWire(peer) })
    }),
  ]
}
