import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { holdNumbers } from '../world/hold-numbers.ts'
import { bringing, externalBody, importBody } from '../world/hosting.ts'
import { locations, SITE, type Elements } from '../world/locations.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { text } from '../world/xml.ts'

let world: World
let mine: FreshAccount
let peers = 0
beforeAll(async () => {
  world = await createWorld({ worker: false })
  mine = await world.newAccount()
})
afterAll(() => world.close())

const newPeer = (peer: Elements = {}) => locations(world, mine).addPeer(mine.site, { PeerName: `Peer ${peers += 1}`, ...peer })
const path = (peer: number | string) => `/sites/${mine.site}/sippeers/${peer}`
const remove = (peer: number | string) => locations(world, mine).remove(path(peer))
const refused = async (peer: number, code: number) => {
  const answer = await remove(peer)
  expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([400, String(code)])
}
const order = (peer: number) => world.api('POST', `/accounts/${mine.account}/orders`,
  `<Order><SiteId>${mine.site}</SiteId><PeerId>${peer}</PeerId><AreaCodeSearchAndOrderType><AreaCode>919</AreaCode><Quantity>1</Quantity></AreaCodeSearchAndOrderType></Order>`,
  { auth: mine.auth })

describe('200', () => {
  it('deletes a peer on which nothing depends and answers nothing', async () => {
    const peer = await newPeer()
    const answer = await remove(peer)
    expect([answer.status, answer.text]).toEqual([200, ''])
    expect((await locations(world, mine).get(path(peer))).status).toBe(400)
  })

  it('deletes the default peer when it is the last one, and then the site', async () => {
    const { addSite, addPeer, remove: without } = locations(world, mine)
    const site = await addSite({ ...SITE, Name: 'Short-lived' })
    const peer = await addPeer(site, { PeerName: 'Only' })
    expect((await without(`/sites/${site}/sippeers/${peer}`)).status).toBe(200)
    expect((await without(`/sites/${site}`)).status).toBe(200)
  })
})

describe('400', () => {
  it('refuses the default peer while there are others', async () => {
    await newPeer()
    await refused(mine.peer, 13_558)
  })

  it('refuses a peer that has a termination host, until it has none', async () => {
    const peer = await newPeer({ TerminationHosts: { TerminationHost: { HostName: '7.7.7.7' } } })
    await refused(peer, 13_556)
    await locations(world, mine).put(path(peer), { SipPeer: { TerminationHosts: '' } })
    expect((await remove(peer)).status).toBe(200)
  })

  it('refuses a peer that has numbers, which stay where they are', async () => {
    const peer = await newPeer()
    const { tns } = await holdNumbers(world, { ...mine, peer }, { areaCode: '919' }, 2)
    await refused(peer, 13_555)
    const held = await world.database.pool.query('select distinct site_id, peer_id from telephone_number where tn = any($1)', [tns])
    expect(held.rows).toEqual([{ site_id: mine.site, peer_id: peer }])
  })

  it('refuses a peer for which an order is under way', async () => {
    const peer = await newPeer()
    expect((await order(peer)).status).toBe(201)
    await refused(peer, 13_681)
  })

  it('refuses a peer to which numbers are being brought', async () => {
    const [imported, external] = [await newPeer(), await newPeer()]
    const my = bringing(world, mine)
    expect((await my.post('/importTnOrders', importBody(mine.site, ['3032281000'], { more: `<SipPeerId>${imported}</SipPeerId>` }))).status).toBe(201)
    expect((await my.post('/externalTns', externalBody(mine.site, 'IMPORT', ['3032281001'], `<SipPeerId>${external}</SipPeerId>`))).status).toBe(201)
    await refused(imported, 13_681)
    await refused(external, 13_681)
  })

  it('is decided one after the other with an order for the peer: the order is refused or the peer stays', async () => {
    for (let round = 0; round < 8; round += 1) {
      const peer = await newPeer()
      const [ordered, removed] = await Promise.all([order(peer), remove(peer)])
      expect([[201, 400], [400, 200]]).toContainEqual([ordered.status, removed.status])
    }
    const lost = await world.database.pool.query('select order_id from number_order n where not exists (select from sip_peer p where p.id = n.peer_id)')
    expect(lost.rows).toEqual([])
  })
})

describe('404', () => {
  it("is the same for a peer that does not exist and another account's, which stays", async () => {
    const other = await world.newAccount()
    for (const peer of [other.peer, 999_999, 'abc']) {
      const answer = await remove(peer)
      expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([404, '13557'])
    }
    expect((await locations(world, other).get(`/sites/${other.site}/sippeers/${other.peer}`)).status).toBe(200)
  })
})
