import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { switchFeature } from '../../src/domains/accounts/index.ts'
import { addApplication, MESSAGING, peerOf, VOICE } from '../world/applications.ts'
import { locations, type Elements } from '../world/locations.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { text } from '../world/xml.ts'

let world: World
let mine: FreshAccount
beforeAll(async () => {
  world = await createWorld({ worker: false })
  mine = await world.newAccount()
})
afterAll(() => world.close())

const post = (settings: Elements) => locations(world, mine).post(`${peerOf(mine)}/products/origination/settings`, { SipPeerOriginationSettings: settings })

describe('201', () => {
  it('sets HTTP with an application, and SIP again', async () => {
    const id = await addApplication(world, mine, VOICE)
    const answer = await post({ VoiceProtocol: 'HTTP', HttpSettings: { HttpVoiceV2AppId: id } })
    expect([answer.status, answer.text]).toEqual([201, expect.stringContaining('<SipPeerOriginationSettingsResponse><SipPeerOriginationSettings><VoiceProtocol>HTTP</VoiceProtocol>'
      + `<HttpSettings><HttpVoiceV2AppId>${id}</HttpVoiceV2AppId></HttpSettings></SipPeerOriginationSettings></SipPeerOriginationSettingsResponse>`)])
    expect((await post({ VoiceProtocol: 'SIP' })).status).toBe(201)
    expect((await post({ VoiceProtocol: 'HTTP' })).status).toBe(201)
  })
})

describe('400', () => {
  const code = async (settings: Elements) => text((await post(settings)).xml, 'ResponseStatus/ErrorCode')

  it('refuses an unknown protocol and HTTP settings for SIP', async () => {
    expect(await code({ VoiceProtocol: 'SMPP' })).toBe('13647')
    expect(await code({})).toBe('13647')
    expect(await code({ VoiceProtocol: 'SIP', HttpSettings: { HttpVoiceV2AppId: 'x' } })).toBe('13649')
  })

  it("refuses an application that is not there, another account's, and one for messages", async () => {
    const http = (id: string) => ({ VoiceProtocol: 'HTTP', HttpSettings: { HttpVoiceV2AppId: id } })
    expect(await code(http('non_existing'))).toBe('13629')
    expect(await code(http(await addApplication(world, await world.newAccount(), VOICE)))).toBe('13629')
    expect(await code(http(await addApplication(world, mine, MESSAGING)))).toBe('13648')
  })

  it('refuses HTTP to an account without it', async () => {
    const other = await world.newAccount()
    await switchFeature(world.database.db, other.account, 'Origination.OrigHttpVoice', 'off')
    const answer = await locations(world, other).post(`${peerOf(other)}/products/origination/settings`, { SipPeerOriginationSettings: { VoiceProtocol: 'HTTP' } })
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('<SipPeerSmsFeatureResponse><ResponseStatus><ErrorCode>13609</ErrorCode>'
      + "<Description>Can't create sip peer http protocol sms feature without account level http settings.</Description>")])
  })
})
