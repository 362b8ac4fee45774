import numbers from '@bandwidth/numbers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { holdNumbers } from '../world/hold-numbers.ts'
import { available, giveUp } from '../world/numbers.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'

/** The vendor's own SDK from npm, unmodified: reservations, numbers, and what hangs on SIP peers. */
const { Client, DiscNumber, Order, SipPeer, Site, Tn, TnReservation } = numbers

let world: World
let owner: FreshAccount
let client: InstanceType<typeof Client>

beforeAll(async () => {
  world = await createWorld()
  owner = await world.newAccount()
  const [user = '', password = ''] = owner.auth.split(':')
  client = new Client(owner.account, user, password, '', '', { apiEndPoint: world.url })
})
afterAll(() => world.close())

const free = async (areaCode: string) => {
  const [tn = ''] = await available(world, areaCode, 1)
  return tn
}

describe('reservations', () => {
  it('creates and reads one, and orders the number with it', async () => {
    const tn = await free('919')
    const made = await TnReservation.createAsync(client, { reservedTn: tn })
    expect(made).toMatchObject({ accountId: owner.account, reservedTn: tn, reservationId: made.id })
    expect(await TnReservation.getAsync(client, made.id)).toMatchObject({ reservedTn: tn })
    const { order } = await Order.createAsync(client, {
      siteId: owner.site, name: 'Reserved', existingTelephoneNumberOrderType: {
        telephoneNumberList: { telephoneNumber: tn }, reservationIdList: { reservationId: made.id },
      },
    })
    await world.settle(owner.account)
    expect(await Order.getAsync(client, order.id)).toMatchObject({ orderStatus: 'COMPLETE' })
  })

  it('deletes one', async () => {
    const tn = await free('303')
    const made = await TnReservation.createAsync(client, { reservedTn: tn })
    await made.deleteAsync()
    await expect(TnReservation.getAsync(client, made.id)).rejects.toMatchObject({ status: 404 })
    expect(await TnReservation.createAsync(client, { reservedTn: tn })).toMatchObject({ reservedTn: tn })
  })
})

describe('numbers', () => {
  it('lists them, reads one, its details, site, SIP peer and rate center', async () => {
    const { tns: [tn = ''] } = await holdNumbers(world, owner, { rateCenter: 'RALEIGH', state: 'NC' }, 1)
    const listed = await Tn.listAsync(client, { rateCenter: 'RALEIGH', state: 'NC' })
    expect(listed.telephoneNumbers).toMatchObject({ telephoneNumber: expect.arrayContaining([expect.objectContaining({ fullNumber: tn, status: 'Inservice' })]) })
    const number = await Tn.getAsync(client, tn)
    expect(number).toMatchObject({ telephoneNumber: tn, status: 'Inservice', siteId: owner.site, accountId: owner.account })
    expect(await number.getTnDetailsAsync()).toMatchObject({ fullNumber: tn, city: 'RALEIGH', site: { id: owner.site }, sipPeer: { peerId: owner.peer } })
    expect(await number.getSitesAsync()).toMatchObject({ id: owner.site, name: 'Sandbox site' })
    expect(await number.getSipPeersAsync()).toMatchObject({ id: owner.peer, name: 'Default peer' })
    expect(await number.getRateCenterAsync()).toMatchObject({ state: 'NC', rateCenter: 'RALEIGH' })
  })

  it('a list of none can be read', async () => {
    expect(await Tn.listAsync(client, { npa: '433' })).toMatchObject({ telephoneNumberCount: 0 })
  })

  it('those that were given up', async () => {
    const { tns } = await holdNumbers(world, owner, { areaCode: '617' }, 2)
    await giveUp(world, owner, tns)
    expect(await DiscNumber.listAsync(client, {})).toMatchObject({ count: 2, telephoneNumber: tns })
    expect(await DiscNumber.totalsAsync(client)).toMatchObject({ count: 2 })
  })
})

describe('numbers of a SIP peer', () => {
  it('lists, reads, changes and moves them', async () => {
    const { tns } = await holdNumbers(world, owner, { areaCode: '201' }, 2)
    const [tn = ''] = tns
    const target = await SipPeer.createAsync(client, { siteId: owner.site, peerName: 'Target', isDefaultPeer: false })
    const peer = Object.assign(target, { siteId: owner.site })
    await peer.moveTnsAsync(tns)
    expect((await peer.getTnsAsync() ?? []).map(({ fullNumber }) => fullNumber)).toEqual(tns)
    await peer.updateTnsAsync(tn, { fullNumber: tn, callForward: '9195550100', rewriteUser: 'me' })
    expect(await peer.getTnsAsync(tn)).toMatchObject({ fullNumber: tn, callForward: '9195550100', rewriteUser: 'me' })
  })

  it('counts those of a site', async () => {
    const site = await Site.getAsync(client, owner.site)
    expect(await site.getTotalTnsAsync({})).toMatchObject({ siteTNs: { totalCount: expect.any(Number) } })
  })
})
