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

const post = (application: Elements) => locations(world, mine).post('/applications', { Application: application })

describe('201', () => {
  it('adds a messaging application, names it in Location and in the body, and shows no password', async () => {
    const answer = await post(MESSAGING)
    expect(answer.status).toBe(201)
    const id = text(answer.xml, 'Application/ApplicationId')
    expect(answer.headers.get('location')).toBe(`${world.url}/accounts/${mine.account}/applications/${id}`)
    expect(answer.text).toContain(`<ApplicationProvisioningResponse><Application><ApplicationId>${id}</ApplicationId><ServiceType>Messaging-V2</ServiceType><AppName>EBVICs</AppName>`
      + '<MsgCallbackUrl>http://example.com</MsgCallbackUrl><CallbackCreds><UserId>15jPWZmXdm</UserId></CallbackCreds></Application></ApplicationProvisioningResponse>')
  })

  it('adds a voice application', async () => {
    const answer = await post(VOICE)
    expect(answer.text).toContain('<ServiceType>Voice-V2</ServiceType><AppName>v1</AppName><CallInitiatedCallbackUrl>https://a.com</CallInitiatedCallbackUrl><CallInitiatedMethod>GET</CallInitiatedMethod>'
      + '<CallStatusCallbackUrl>https://b.com</CallStatusCallbackUrl><CallStatusMethod>GET</CallStatusMethod><CallbackCreds><UserId>login123</UserId></CallbackCreds></Application>')
  })

  it('takes the deprecated name of the callback URL', async () => {
    const answer = await post({ ServiceType: 'Messaging-V2', AppName: 'old', CallbackUrl: 'https://old.example' })
    expect(text(answer.xml, 'Application/MsgCallbackUrl')).toBe('https://old.example')
  })

  it('keeps no password in readable form', async () => {
    const id = await addApplication(world, mine, MESSAGING)
    const { rows } = await world.database.pool.query<{ application: object }>('select to_jsonb(application) as application from application where id = $1', [id])
    expect(JSON.stringify(rows)).not.toContain('xxv3jPsPR2')
    expect(rows).toMatchObject([{ application: { callback_user: '15jPWZmXdm', sealed_password: expect.stringMatching(/^v1\./) } }])
  })
})

describe('400', () => {
  const refusals: [string, Elements, number][] = [
    ['no type', { AppName: 'x' }, 12_801],
    ['an unknown type', { ...MESSAGING, ServiceType: 'Fax-V1' }, 12_801],
    ['no name', { ...MESSAGING, AppName: '' }, 12_806],
    ['no message URL', { ServiceType: 'Messaging-V2', AppName: 'x' }, 12_802],
    ['no call URL', { ServiceType: 'Voice-V2', AppName: 'x' }, 12_802],
    ['a URL of another scheme', { ...MESSAGING, MsgCallbackUrl: 'ftp://example.com' }, 12_803],
    ['two message URLs', { ...MESSAGING, CallbackUrl: 'http://other.example' }, 12_960],
    ['a method that is neither GET nor POST', { ...VOICE, CallInitiatedMethod: 'PUT' }, 12_961],
    ['a call URL for messages', { ...MESSAGING, CallInitiatedCallbackUrl: 'https://a.com' }, 12_962],
    ['a message URL for calls', { ...VOICE, MsgCallbackUrl: 'https://a.com' }, 12_962],
    ['a status method without its URL', { ...VOICE, CallStatusCallbackUrl: '' }, 12_963],
    ['credentials without user', { ...MESSAGING, CallbackCreds: { Password: 'password' } }, 12_800],
    ['credentials without password', { ...MESSAGING, CallbackCreds: { UserId: 'username' } }, 12_976],
    ['a user of 5 characters', { ...MESSAGING, CallbackCreds: { UserId: 'short', Password: 'password' } }, 1012],
    ['a password of 64 characters', { ...MESSAGING, CallbackCreds: { UserId: 'username', Password: 'x'.repeat(64) } }, 1011],
    ['a name of 201 characters', { ...MESSAGING, AppName: 'x'.repeat(201) }, 1011],
  ]
  it.each(refusals)('refuses %s', async (_what, application, code) => {
    const answer = await post(application)
    expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([400, String(code)])
  })
})
