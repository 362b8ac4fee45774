import { afterAll, describe, expect, it } from 'vitest'
import { holdNumbers } from '../world/hold-numbers.ts'
import { locations, SITE } from '../world/locations.ts'
import { giveUp } from '../world/numbers.ts'
import { createWorld } from '../world/world.ts'
import { text } from '../world/xml.ts'

const world = await createWorld({ worker: false })
afterAll(() => world.close())
const holder = await world.newAccount()
const calls = locations(world, holder)
const site = await calls.addSite(SITE)
const peer = await calls.addPeer(site, { PeerName: 'Raleigh' })
const move = (tns: readonly string[], to = { site, peer }) => world.api('POST', `/accounts/${holder.account}/sites/${to.site}/sippeers/${to.peer}/movetns`,
  `<SipPeerTelephoneNumbers>${tns.map((tn) => `<FullNumber>${tn}</FullNumber>`).join('')}</SipPeerTelephoneNumbers>`, { auth: holder.auth })
const placeOf = (tn: string) => world.database.db.selectFrom('telephone_number').select(['site_id', 'peer_id']).where('tn', '=', tn).executeTakeFirst()

describe('200', () => {
  it('moves numbers from whichever peers they are on', async () => {
    const { tns: [first = '', second = ''] } = await holdNumbers(world, holder, { areaCode: '201' }, 2)
    expect((await move([first])).status).toBe(200)
    const answer = await move([second, first])
    expect([answer.status, answer.text]).toEqual([200, ''])
    for (const tn of [first, second]) expect(await placeOf(tn)).toEqual({ site_id: site, peer_id: peer })
  })

  it('5,000 at once', async () => {
    const tns: string[] = []
    for (const areaCode of ['919', '303', '617', '800']) {
      tns.push(...(await holdNumbers(world, holder, { areaCode }, areaCode === '800' ? 50 : 1650)).tns)
    }
    expect(tns).toHaveLength(5000)
    expect((await move(tns)).status).toBe(200)
    const { count } = await world.database.db.selectFrom('telephone_number').select((e) => e.fn.countAll<number>().as('count')).where('peer_id', '=', peer).executeTakeFirstOrThrow()
    expect(count).toBeGreaterThanOrEqual(5000)
  })
})

describe('400', () => {
  it('moves none where one cannot be moved, and says which', async () => {
    const { tns: [tn = '', gone = ''] } = await holdNumbers(world, holder, { areaCode: '614' }, 2)
    const { tns: [others = ''] } = await holdNumbers(world, await world.newAccount(), { areaCode: '614' }, 1)
    await giveUp(world, holder, [gone])
    for (const [bad, code] of [[gone, '13518'], [others, '13520'], ['9199999999', '13520']] as const) {
      const answer = await move([tn, bad])
      expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([400, code])
      expect(text(answer.xml, 'ResponseStatus/Description')).toContain(bad)
      expect(await placeOf(tn)).toEqual({ site_id: holder.site, peer_id: holder.peer })
    }
  })

  it.each([
    ['13505', []], ['13512', ['12']], ['13511', ['2015550100', '+1 201 555 0100']], ['5095', Array.from({ length: 5001 }, () => '2015550100')],
  ])('%s for what is no list of numbers to move', async (code, tns) => {
    const answer = await move(tns)
    expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([400, code])
  })

  it('13563 for a peer that is not there', async () => {
    const answer = await move(['2015550100'], { site: holder.site, peer })
    expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([400, '13563'])
  })
})
