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
  it('reads HTTP with its proxy', async () => {
    const owner = await accountWithSms(world)
    await locations(world, owner).post(feature(owner), mmsOver('HTTP', { HTTP: { HttpSettings: { proxyPeerId: String(owner.peer) } } }))
    expect((await locations(world, owner).get(feature(owner))).text).toContain('<MmsFeatureResponse><MmsFeature><MmsSettings><protocol>HTTP</protocol></MmsSettings><Protocols><HTTP><HttpSettings>'
      + `<proxyPeerId>${owner.peer}</proxyPeerId></HttpSettings></HTTP></Protocols></MmsFeature></MmsFeatureResponse>`)
  })

  it('reads MM4 with its hosts', async () => {
    const owner = await accountWithSms(world)
    await locations(world, owner).post(feature(owner), mm4([{ HostName: '1.2.3.4' }]))
    expect((await locations(world, owner).get(feature(owner))).text).toContain('<MM4><Tls>OFF</Tls><MmsMM4TermHosts><TermHosts><TermHost><HostId>1</HostId><HostName>1.2.3.4</HostName></TermHost>')
  })
})

describe('404', () => {
  it('says that MMS is off', async () => {
    const answer = await locations(world, mine).get(feature(mine))
    expect([answer.status, text(answer.xml, 'ResponseStatus/Description')]).toEqual([404, `Sip Peer '${mine.peer}' has no MMS feature`])
  })
})
