import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addApplication, peerOf, VOICE } from '../world/applications.ts'
import { locations } from '../world/locations.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'

let world: World
let mine: FreshAccount
beforeAll(async () => {
  world = await createWorld({ worker: false })
  mine = await world.newAccount()
})
afterAll(() => world.close())

const read = () => locations(world, mine).get(`${peerOf(mine)}/products/origination/settings`)

describe('200', () => {
  it('says SIP where nothing was set, then what was set', async () => {
    expect((await read()).text).toContain('<SipPeerOriginationSettingsResponse><SipPeerOriginationSettings><VoiceProtocol>SIP</VoiceProtocol></SipPeerOriginationSettings></SipPeerOriginationSettingsResponse>')
    const id = await addApplication(world, mine, VOICE)
    await locations(world, mine).put(`${peerOf(mine)}/products/origination/settings`, { SipPeerOriginationSettings: { VoiceProtocol: 'HTTP', HttpSettings: { HttpVoiceV2AppId: id } } })
    expect((await read()).text).toContain(`<VoiceProtocol>HTTP</VoiceProtocol><HttpSettings><HttpVoiceV2AppId>${id}</HttpVoiceV2AppId></HttpSettings>`)
  })
})

describe('400', () => {
  it('names the SIP peer that does not exist', async () => {
    const other = await world.newAccount()
    const answer = await locations(world, mine).get(`/sites/${mine.site}/sippeers/${other.peer}/products/origination/settings`)
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('<ErrorCode>13563</ErrorCode>')])
  })
})
