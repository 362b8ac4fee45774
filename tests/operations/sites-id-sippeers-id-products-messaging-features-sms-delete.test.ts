import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { changeLineSettings } from '../../src/domains/inventory/index.ts'
import { mmsOver, peerOf, sms } from '../world/applications.ts'
import { holdNumbers } from '../world/hold-numbers.ts'
import { locations } from '../world/locations.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { text } from '../world/xml.ts'

let world: World
let mine: FreshAccount
beforeAll(async () => {
  world = await createWorld({ worker: false })
  mine = await world.newAccount()
})
afterAll(() => world.close())

const feature = (owner: FreshAccount) => `${peerOf(owner)}/products/messaging/features/sms`

describe('200', () => {
  it('switches SMS off, gives its hosts up and answers nothing', async () => {
    const { post, remove, get } = locations(world, mine)
    await post(feature(mine), sms({}, [{ HostName: '43.1.1.1' }]))
    const answer = await remove(feature(mine))
    expect([answer.status, answer.text]).toEqual([200, ''])
    expect((await get(feature(mine))).status).toBe(404)
    const other = await world.newAccount()
    expect((await locations(world, other).post(feature(other), sms({}, [{ HostName: '43.1.1.1' }]))).status).toBe(201)
  })
})

describe('400', () => {
  it('refuses while numbers of the peer have messaging on, and lets the peer itself not go either', async () => {
    const owner = await world.newAccount()
    const { post, remove } = locations(world, owner)
    await post(feature(owner), sms({ Protocol: 'HTTP' }))
    const { tns } = await holdNumbers(world, owner, { areaCode: '919' }, 1)
    await changeLineSettings(world.database.db, owner.account, tns, { smsEnabled: true })
    const answer = await remove(feature(owner))
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('<SipPeerSmsFeatureResponse><ResponseStatus><ErrorCode>13673</ErrorCode>'
      + '<Description>Can not disable SMS feature on Sip Peer because it has telephone numbers with messaging enabled.</Description>')])
    expect(text((await remove(peerOf(owner))).xml, 'ResponseStatus/ErrorCode')).toBe('13613')
  })

  it('refuses while MMS is on', async () => {
    const owner = await world.newAccount()
    const { post, remove } = locations(world, owner)
    await post(feature(owner), sms({ Protocol: 'HTTP' }))
    expect((await post(`${peerOf(owner)}/products/messaging/features/mms`, mmsOver('HTTP'))).status).toBe(201)
    expect(text((await remove(feature(owner))).xml, 'ResponseStatus/ErrorCode')).toBe('13624')
    expect(text((await remove(peerOf(owner))).xml, 'ResponseStatus/ErrorCode')).toBe('13622')
  })

  it('lets no peer go that has SMPP hosts', async () => {
    const owner = await world.newAccount()
    await locations(world, owner).post(feature(owner), sms({}, [{ HostName: '44.1.1.1' }]))
    expect(text((await locations(world, owner).remove(peerOf(owner))).xml, 'ResponseStatus/ErrorCode')).toBe('13601')
  })
})

describe('404', () => {
  it('says that SMS is off', async () => {
    const owner = await world.newAccount()
    const answer = await locations(world, owner).remove(feature(owner))
    expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([404, '13678'])
  })
})
