import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addApplication, MESSAGING, VOICE } from '../world/applications.ts'
import { locations, type Elements } from '../world/locations.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { has, text } from '../world/xml.ts'

let world: World
let mine: FreshAccount
beforeAll(async () => {
  world = await createWorld({ worker: false })
  mine = await world.newAccount()
})
afterAll(() => world.close())

const patch = (id: string, application: Elements) => locations(world, mine).patch(`/applications/${id}`, { Application: application })

describe('200', () => {
  it('changes what is given and keeps the rest, credentials too', async () => {
    const id = await addApplication(world, mine, VOICE)
    const answer = await patch(id, { AppName: 'XgRIdP' })
    expect([answer.status, text(answer.xml, 'Application/AppName')]).toEqual([200, 'XgRIdP'])
    expect(text(answer.xml, 'Application/CallStatusCallbackUrl')).toBe('https://b.com')
    expect(text(answer.xml, 'Application/CallbackCreds/UserId')).toBe('login123')
  })

  it('takes the status URL away, and its method with it, for the value remove', async () => {
    const id = await addApplication(world, mine, VOICE)
    const answer = await patch(id, { CallStatusCallbackUrl: 'remove' })
    expect(['CallStatusCallbackUrl', 'CallStatusMethod', 'CallInitiatedMethod'].map((name) => has(answer.xml, `Application/${name}`))).toEqual([false, false, true])
  })

  it('sets new credentials, and either name of the message URL', async () => {
    const id = await addApplication(world, mine, MESSAGING)
    const answer = await patch(id, { CallbackUrl: 'https://new.example', CallbackCreds: { UserId: 'new user', Password: 'new password' } })
    expect(text(answer.xml, 'Application/MsgCallbackUrl')).toBe('https://new.example')
    expect(text(answer.xml, 'Application/CallbackCreds/UserId')).toBe('new user')
  })
})

describe('400', () => {
  it('refuses what would not be an application', async () => {
    const id = await addApplication(world, mine, { ...VOICE, CallStatusCallbackUrl: undefined, CallStatusMethod: undefined })
    const code = async (application: Elements) => text((await patch(id, application)).xml, 'ResponseStatus/ErrorCode')
    expect(await code({ CallStatusMethod: 'POST' })).toBe('12963')
    expect(await code({ ServiceType: 'Messaging-V2' })).toBe('12964')
    expect(await code({ MsgCallbackUrl: 'https://a.example' })).toBe('12962')
  })
})

describe('404', () => {
  it('is answered for an application that does not exist', async () => {
    expect((await patch('non_existing', { AppName: 'x' })).status).toBe(404)
  })
})
