import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addApplication, MESSAGING, VOICE } from '../world/applications.ts'
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

const put = (id: string, application: Elements) => locations(world, mine).put(`/applications/${id}`, { Application: application })
const sealed = async (id: string) => (await world.database.pool.query<{ sealed_password: string | null }>('select sealed_password from application where id = $1', [id])).rows[0]?.sealed_password

describe('200', () => {
  it('replaces the application: without credentials it has none', async () => {
    const id = await addApplication(world, mine, VOICE)
    const answer = await put(id, {
      ServiceType: 'Voice-V2', AppName: 'EBVICs', CallInitiatedCallbackUrl: 'https://example2.com', CallInitiatedMethod: 'POST',
      CallStatusCallbackUrl: 'https://example3.com', CallStatusMethod: 'POST',
    })
    expect(answer.status).toBe(200)
    expect(answer.text).toContain(`<ApplicationId>${id}</ApplicationId><ServiceType>Voice-V2</ServiceType><AppName>EBVICs</AppName><CallInitiatedCallbackUrl>https://example2.com</CallInitiatedCallbackUrl>`
      + '<CallInitiatedMethod>POST</CallInitiatedMethod><CallStatusCallbackUrl>https://example3.com</CallStatusCallbackUrl><CallStatusMethod>POST</CallStatusMethod></Application>')
    expect(await sealed(id)).toBeNull()
  })

  it('changes the password of the same user', async () => {
    const id = await addApplication(world, mine, MESSAGING)
    const before = await sealed(id)
    expect((await put(id, { ...MESSAGING, CallbackCreds: { ...MESSAGING.CallbackCreds, Password: 'another one' } })).status).toBe(200)
    expect(await sealed(id)).not.toBe(before)
  })
})

describe('400', () => {
  it('refuses another type, and a user without password', async () => {
    const id = await addApplication(world, mine, MESSAGING)
    expect(text((await put(id, VOICE)).xml, 'ResponseStatus/ErrorCode')).toBe('12964')
    const answer = await put(id, { ...MESSAGING, CallbackCreds: { UserId: '15jPWZmXdm' } })
    expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([400, '12976'])
  })
})

describe('404', () => {
  it("is answered for another account's application, which stays as it was", async () => {
    const other = await world.newAccount()
    const theirs = await addApplication(world, other, MESSAGING)
    expect((await put(theirs, { ...MESSAGING, AppName: 'taken over' })).status).toBe(404)
    expect((await locations(world, other).get(`/applications/${theirs}`)).text).toContain('<AppName>EBVICs</AppName>')
  })
})
