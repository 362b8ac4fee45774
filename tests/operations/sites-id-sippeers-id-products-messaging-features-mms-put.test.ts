import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accountWithSms, mm4, mmsOver, peerOf } from '../world/applications.ts'
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

const feature = (owner: FreshAccount) => `${peerOf(owner)}/products/messaging/features/mms`

describe('200', () => {
  it('replaces hosts, those with an id staying the same, and answers nothing', async () => {
    const owner = await accountWithSms(world)
    const { post, put, get } = locations(world, owner)
    await post(feature(owner), mm4([{ HostName: '1.2.3.5' }], [{ HostName: 'a.example.com' }, { HostName: 'b.example.com' }]))
    const answer = await put(feature(owner), mm4([], [{ HostName: 'c.example.com' }, { HostName: 'b.example.com', HostId: '2', Priority: '9' }]))
    expect([answer.status, answer.text]).toEqual([200, ''])
    expect((await get(feature(owner))).text).toContain('<TermHosts/></MmsMM4TermHosts><MmsMM4OrigHosts><OrigHosts><OrigHost><HostName>b.example.com</HostName><HostId>2</HostId><Priority>9</Priority></OrigHost>'
      + '<OrigHost><HostName>c.example.com</HostName><HostId>3</HostId><Priority>0</Priority></OrigHost></OrigHosts>')
  })

  it('changes the protocol, which gives the hosts up', async () => {
    const owner = await accountWithSms(world)
    const { post, put } = locations(world, owner)
    await post(feature(owner), mm4([{ HostName: '1.2.3.6' }]))
    expect((await put(feature(owner), mmsOver('HTTP'))).status).toBe(200)
    const other = await accountWithSms(world)
    expect((await locations(world, other).post(feature(other), mm4([{ HostName: '1.2.3.6' }]))).status).toBe(201)
  })
})

describe('404', () => {
  it('says that MMS is off', async () => {
    const owner = await accountWithSms(world)
    const answer = await locations(world, owner).put(feature(owner), mmsOver('HTTP'))
    expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([404, '404'])
  })
})

describe('400', () => {
  it('names the SIP peer that does not exist', async () => {
    const answer = await locations(world, mine).put(`/sites/${mine.site}/sippeers/999999/products/messaging/features/mms`, mmsOver('HTTP'))
    expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([400, '13563'])
  })
})
