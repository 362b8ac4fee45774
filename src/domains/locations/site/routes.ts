import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import { createSite, deleteSite, getSite, listSites, updateSite } from './contract.ts'
import type { SipPeer } from '../sip-peer/repository.ts'
import { toWire } from '../sip-peer/routes.ts'
import type { ListedSite, SiteExtras, Sites } from './service.ts'

const shortened = ({ id, name, isDefault }: SipPeer): object => ({ peerId: id, peerName: name, isDefaultPeer: isDefault })

function toListed({ peers, ...site }: ListedSite, { summary }: SiteExtras): object {
  return peers ? { ...site, sipPeerCount: peers.length, sipPeers: peers.map(summary ? shortened : toWire) } : site
}

export function siteRoutes(sites: Sites): readonly Route[] {
  return [
    handle(listSites, async ({ params, query }) => reply(200, { sites: (await sites.list(params.accountId, query)).map((site) => toListed(site, query)) })),
    handle(createSite, async ({ params: { accountId }, body, clock, link }) => {
      const { ucTrunkingConfiguration: ucTrunking, ...site } = body
      const id = await sites.create({ ...site, ucTrunking, accountId, at: clock.now() }, body)
      return reply(201, undefined, { Location: link(`/accounts/${accountId}/sites/${id}`) })
    }),
    handle(getSite, async ({ params }) => {
      const { ucTrunking, ...site } = await sites.get(params.accountId, params.siteId)
      return reply(200, { site: { ...site, ucTrunkingConfiguration: ucTrunking } })
    }),
    handle(updateSite, async ({ params, body }) => {
      const { ucTrunkingConfiguration: ucTrunking, ...site } = body
      await sites.update(params.accountId, params.siteId, { ...site, ucTrunking }, body)
      return reply(200)
    }),
    handle(deleteSite, async ({ params }) => {
      await sites.remove(params.accountId, params.siteId)
      return reply(200)
    }),
  ]
}
