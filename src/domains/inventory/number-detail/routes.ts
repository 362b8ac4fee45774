import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { commonErrors } from '../../../kernel/errors/common.ts'
import { localArea } from '../../numbering/index.ts'
import { getNumberDetails, getNumberLata, getNumberLocalCallingArea, getNumberRateCenter, getNumberSipPeer, getNumberSite } from './contract.ts'
import { requirePlace } from './place.ts'
import type { DetailSections } from './sections.ts'
import { detailsOf, peerOf, requireNumber, siteOf } from './service.ts'

/** Everything about one number, and the parts of it that can be asked for alone. */
export const numberDetailRoutes = ({ db }: Database, sections: DetailSections): readonly Route[] => [
  handle(getNumberDetails, async ({ params, actor }) => {
    const number = await requireNumber(db, actor.accounts, params.tn)
    return reply(200, { telephoneNumberDetails: await detailsOf(db, number, sections) })
  }),
  handle(getNumberSite, async ({ params, actor }) =>
    reply(200, await siteOf(db, await requireNumber(db, actor.accounts, params.tn)))),
  handle(getNumberSipPeer, async ({ params, actor }) => {
    const peer = await peerOf(db, await requireNumber(db, actor.accounts, params.tn))
    if (!peer) throw commonErrors.notFound()
    return reply(200, { id: peer.id, name: peer.name })
  }),
  handle(getNumberRateCenter, async ({ params }) => {
    const { state, rateCenter } = await requirePlace(db, params.tn)
    return reply(200, { telephoneNumberDetails: { state, rateCenter } })
  }),
  handle(getNumberLata, async ({ params }) => {
    const { lata } = await requirePlace(db, params.tn)
    if (lata === null) throw commonErrors.notFound()
    return reply(200, { telephoneNumberDetails: { lata } })
  }),
  handle(getNumberLocalCallingArea, async ({ params }) => {
    const { exchanges, states } = await localArea(db, (await requirePlace(db, params.tn)).rateCenterId)
    return reply(200, {
      listofNPANXX: exchanges, location: { rateCenters: states.map(({ state, rateCenters }) => ({ state, rcs: rateCenters })) },
    })
  }),
]
