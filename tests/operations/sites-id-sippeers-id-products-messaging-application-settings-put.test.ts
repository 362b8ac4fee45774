import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accountWithSms, addApplication, MESSAGING, peerOf, VOICE } from '../world/applications.ts'
import { locations, type Elements } from '../world/locations.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { text } from '../world/xml.ts'

let world: World
let mine: FreshAccount
beforeAll(async () => {
  world = await createWorld({ worker: false })
  mine = await accountWithSms(world)
})
afterAll(() => world.close())

const put = (settings: string | Elements, owner = mine) => locations(world, owner).put(`${peerOf(owner)}/products/messaging/applicationSettings`, { ApplicationsSettings: settings })

describe('200', () => {
  it('assigns, replaces and removes the application', async () => {
    const ids = [await addApplication(world, mine, MESSAGING), await addApplication(world, mine, MESSAGING)]
    for (const id of ids) {
      const answer = await put({ HttpMessagingV2AppId: id })
      expect([answer.status, text(answer.xml, 'ApplicationsSettings/HttpMessagingV2AppId')]).toEqual([200, id])
    }
    const answer = await put('REMOVE')
    expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('<ApplicationsSettings/>')])
  })

  it('takes the same in JSON', async () => {
    const id = await addApplication(world, mine, MESSAGING)
    const answer = await world.api('PUT', `/accounts/${mine.account}${peerOf(mine)}/products/messaging/applicationSettings`, JSON.stringify({ httpMessagingV2AppId: id }),
      { auth: mine.auth, headers: { 'content-type': 'application/json', accept: 'application/json' } })
    expect([answer.status, answer.json]).toEqual([200, expect.objectContaining({ applicationsSettings: { httpMessagingV2AppId: id } })])
  })
})

describe('400', () => {
  it('refuses what is no application, not there, or for calls', async () => {
    const code = async (settings: string | Elements) => text((await put(settings)).xml, 'ResponseStatus/ErrorCode')
    expect(await code('OTHER')).toBe('13628')
    expect(await code('')).toBe('13628')
    expect(await code({ HttpMessagingV2AppId: 'non_existing' })).toBe('13629')
    expect(await code({ HttpMessagingV2AppId: await addApplication(world, mine, VOICE) })).toBe('13648')
  })

  it('refuses a peer of which neither SMS nor MMS speaks HTTP', async () => {
    const owner = await accountWithSms(world, 'SIP')
    const answer = await put({ HttpMessagingV2AppId: await addApplication(world, owner, MESSAGING) }, owner)
    expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([400, '13645'])
  })
})
