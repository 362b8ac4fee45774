import { afterAll, describe, expect, it } from 'vitest'
import { CALLBACK, denied, EMAIL, notificationWorld, notifying, refusal, SMS, TTS } from '../world/notification.ts'
import { at, names, text } from '../world/xml.ts'

const { world, owner, my } = await notificationWorld({ worker: false })
afterAll(() => world.close())

const ROOT = 'EmergencyNotificationRecipientsResponse'

describe('201', () => {
  it('answers the recipient in the documented form, without its password, and where it is', async () => {
    const { status, xml, text: body, headers } = await my.postRecipient(CALLBACK)
    const id = text(xml, 'EmergencyNotificationRecipient/Identifier')
    expect([status, xml.name]).toEqual([201, ROOT])
    expect(names(at(xml, 'EmergencyNotificationRecipient'))).toEqual(['Identifier', 'CreatedDate', 'LastModifiedDate', 'ModifiedByUser', 'Description', 'Type', 'Callback'])
    expect(body).toContain(`<ModifiedByUser>sandbox-${owner.account}</ModifiedByUser><Description>Callback to property management system</Description><Type>CALLBACK</Type>`
      + '<Callback><Url>https://foo.bar/baz</Url><Credentials><Username>jgilmore</Username></Credentials></Callback>')
    expect(headers.get('location')).toBe(`${world.url}/accounts/${owner.account}/emergencyNotificationRecipients/${id}`)
    const { rows } = await world.database.pool.query<{ sealed_password: string }>('select sealed_password from emergency_recipient where id = $1', [id])
    expect(rows[0]?.sealed_password).not.toContain('x23388')
  })

  it.each([
    [EMAIL, '<Type>EMAIL</Type><EmailAddress>foo@bar.com</EmailAddress>'], [SMS, '<Type>SMS</Type><Sms><TelephoneNumber>12015551212</TelephoneNumber></Sms>'],
    [TTS, '<Type>TTS</Type><Tts><TelephoneNumber>12015551212</TelephoneNumber></Tts>'],
  ])('takes %o', async (recipient, shown) => {
    const { status, text: body } = await my.postRecipient(recipient)
    expect([status, body.includes(shown)]).toEqual([201, true])
  })
})

const callback = (more: object) => ({ ...CALLBACK, Callback: { ...CALLBACK.Callback, ...more } })
const credentials = (Username: string, Password: string) => callback({ Credentials: { Username, Password } })

describe('400', () => {
  it.each<[string, object]>([
    ['8065', { ...SMS, Sms: { TelephoneNumber: '22015551212' } }], ['8065', { ...TTS, Tts: { TelephoneNumber: '201' } }],
    ['8066', { ...EMAIL, Description: ' ' }], ['8066', { ...EMAIL, Description: undefined }], ['8107', { ...EMAIL, Description: 'd'.repeat(201) }],
    ['8067', { ...EMAIL, Type: 'FAX' }], ['8068', { ...EMAIL, Type: undefined }],
    ['8069', { ...EMAIL, EmailAddress: undefined }], ['8069', { ...SMS, Sms: undefined }], ['8069', { ...TTS, Tts: { TelephoneNumber: '' } }], ['8069', { ...CALLBACK, Callback: undefined }],
    ['8070', { ...EMAIL, EmailAddress: 'nobody' }], ['8070', { ...EMAIL, EmailAddress: `${'e'.repeat(250)}@x.org` }],
    ['8071', callback({ Url: 'http://foo.bar/baz' })], ['8071', callback({ Url: 'foo.bar' })], ['8107', callback({ Url: `https://foo.bar/${'b'.repeat(256)}` })],
    ['8072', credentials('', 'secret')], ['8072', credentials('u'.repeat(33), 'secret')], ['8073', credentials('user', '')], ['8073', credentials('user', 'p'.repeat(257))],
  ])('%s: %o', async (code, recipient) => { expect(refusal(await my.postRecipient({ ...recipient }))).toBe(`400 ${code}`) })
})

describe('403', () => {
  it('is for a user who may not change settings', async () => {
    const { status, text: body } = await my.withoutRights('POST', 'emergencyNotificationRecipients', { EmergencyNotificationRecipient: EMAIL })
    expect([status, body]).toEqual([403, denied(ROOT)])
  })
})

describe('409', () => {
  it('is for one who is told in the same way already, in the documented words', async () => {
    const other = notifying(world, await world.newAccount())
    const id = await other.recipient(EMAIL)
    const { status, xml } = await other.postRecipient({ ...EMAIL, Description: 'Another', EmailAddress: 'FOO@bar.com' })
    expect([status, text(xml, 'ResponseStatus/ErrorCode'), text(xml, 'ResponseStatus/Description')])
      .toEqual([409, '8074', `An entry with an identical recipient already exists. Identifier ${id}.`])
    await other.recipient(SMS)
    expect((await other.postRecipient(TTS)).status).toBe(201)
    await other.recipient(CALLBACK)
    expect((await other.postRecipient(credentials('somebody', 'else'))).status).toBe(201)
  })
})
