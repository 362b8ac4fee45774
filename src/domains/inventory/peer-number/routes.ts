import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { inventoryErrors } from '../errors.ts'
import { requirePeer } from '../place-in.ts'
import { countPeerNumbers, getPeerNumber, listPeerNumbers, moveNumbersToPeer, putPeerNumber } from './contract.ts'
import { pageOfPeerNumbers, type PeerNumber } from './repository.ts'
import type { PeerNumbers } from './service.ts'

const toWire = ({ tn, attributes, callForward, callingNameDisplay, numberFormat, rpidFormat, rewriteUser, smsEnabled }: PeerNumber) => ({
  fullNumber: tn, callForward: callForward ?? undefined, numberFormat: numberFormat ?? undefined, rpidFormat: rpidFormat ?? undefined,
  rewriteUser: rewriteUser ?? undefined, callingNameDisplay: callingNameDisplay ?? undefined, tnAttributes: attributes ?? undefined,
  messagingSettings: smsEnabled === null ? undefined : { smsEnabled },
})

/** Which counts are asked for; both where none is named. Throws for a feature that is not counted. */
function wantedCounts(features: readonly string[] = ['CNAM', 'LIDB']): ReadonlySet<string> {
  const wanted = features.map((feature) => feature.toUpperCase())
  const stranger = wanted.find((feature) => feature !== 'CNAM' && feature !== 'LIDB')
  if (stranger !== undefined) throw inventoryErrors.countUnknown({ value: stranger.slice(0, 40) })
  return new Set(wanted)
}

const startOf = (page: string, size: number) => page.length < 7 ? { skip: (Number(page) - 1) * size } : { from: page }

export const peerNumberRoutes = ({ db }: Database, numbers: PeerNumbers): readonly Route[] => [
  handle(listPeerNumbers, async ({ params: { accountId, siteId, sippeerId }, query: { page, size, includeAttributes } }) => {
    const place = await requirePeer(db, accountId, siteId, sippeerId)
    const found = await pageOfPeerNumbers(db, place, { start: startOf(page, size), size })
    return reply(200, { sipPeerTelephoneNumbers: includeAttributes ? found.map(toWire) : found.map(({ tn }) => ({ fullNumber: tn })) })
  }),
  handle(getPeerNumber, async ({ params }) => reply(200, { sipPeerTelephoneNumber: toWire(await numbers.get(params, params.tn)) })),
  handle(putPeerNumber, async ({ params, body, clock }) => {
    await numbers.set(params, params.tn, body, clock.now())
    return reply(200)
  }),
  handle(countPeerNumbers, async ({ params, query }) => {
    const wanted = wantedCounts(query.feature)
    const { count, cnam, lidb } = await numbers.count(params)
    const counts = { sipPeerTelephoneNumbersCount: count, cnamCount: wanted.has('CNAM') ? cnam : undefined, lidbCount: wanted.has('LIDB') ? lidb : undefined }
    return reply(200, { sipPeerTelephoneNumbersCount: counts, sipPeerTelephoneNumbersCounts: counts })
  }),
  handle(moveNumbersToPeer, async ({ params, body, clock }) => {
    await numbers.move(params, body.fullNumbers ?? [], clock.now())
    return reply(200)
  }),
]
