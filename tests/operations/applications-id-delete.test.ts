import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addApplication, MESSAGING, peerOf, sms, VOICE } from '../world/applications.ts'
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

const remove = (id: string) => locations(world, mine).remove(`/applications/${id}`)

describe('200', () => {
  it('deletes an application that nobody uses and answers nothing', async () => {
    const id = await addApplication(world, mine, VOICE)
    const answer = await remove(id)
    expect([answer.status, answer.text]).toEqual([200, ''])
    expect((await locations(world, mine).get(`/applications/${id}`)).status).toBe(404)
  })
})

describe('400', () => {
  it('refuses while a SIP peer uses it for calls, until it does no more', async () => {
    const id = await addApplication(world, mine, VOICE)
    const settings = `${peerOf(mine)}/products/origination/settings`
    const voice = (protocol: string, http?: object) => locations(world, mine).put(settings, { SipPeerOriginationSettings: { VoiceProtocol: protocol, ...http } })
    expect((await voice('HTTP', { HttpSettings: { HttpVoiceV2AppId: id } })).status).toBe(200)
    const answer = await remove(id)
    expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([400, '12107'])
    expect(text(answer.xml, 'ResponseStatus/Description')).toContain(String(mine.peer))
    expect((await voice('SIP')).status).toBe(200)
    expect((await remove(id)).status).toBe(200)
  })

  it('refuses while a SIP peer uses it for messages', async () => {
    const id = await addApplication(world, mine, MESSAGING)
    const { post, put } = locations(world, mine)
    await post(`${peerOf(mine)}/products/messaging/features/sms`, sms({ Protocol: 'HTTP' }))
    expect((await put(`${peerOf(mine)}/products/messaging/applicationSettings`, { ApplicationsSettings: { HttpMessagingV2AppId: id } })).status).toBe(200)
    expect(text((await remove(id)).xml, 'ResponseStatus/ErrorCode')).toBe('12107')
  })
})

describe('404', () => {
  it("is answered for another account's application, which stays", async () => {
    const other = await world.newAccount()
    const theirs = await addApplication(world, other, MESSAGING)
    expect((await remove(theirs)).status).toBe(404)
    expect((await locations(world, other).get(`/applications/${theirs}`)).status).toBe(200)
  })
})
