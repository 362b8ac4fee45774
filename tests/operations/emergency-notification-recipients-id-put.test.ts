import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, it } from 'vitest'
import { CALLBACK, denied, email, EMAIL, notificationWorld, notifying, refusal, TTS } from '../world/notification.ts'
import { text } from '../world/xml.ts'

const { world, my } = await notificationWorld({ worker: false })
afterAll(() => world.close())

const ROOT = 'EmergencyNotificationRecipientsResponse'

describe('200', () => {
  it('replaces everything but the identifier and when it was added', async () => {
    const added = await my.postRecipient(EMAIL)
    const id = text(added.xml, 'EmergencyNotificationRecipient/Identifier')
    const { status, xml, text: body } = await my.putRecipient(id, CALLBACK)
    expect([status, text(xml, 'EmergencyNotificationRecipient/Identifier'), text(xml, 'EmergencyNotificationRecipient/CreatedDate')])
      .toEqual([200, id, text(added.xml, 'EmergencyNotificationRecipient/CreatedDate')])
    expect(body).toContain('<Type>CALLBACK</Type><Callback><Url>https://foo.bar/baz</Url><Credentials><Username>jgilmore</Username></Credentials></Callback>')
    expect((await my.getRecipient(id)).text).toBe(body)
    expect((await my.putRecipient(id, { ...CALLBACK, Description: 'The same' })).text).toContain('<Description>The same</Description>')
    expect((await my.putRecipient(id.toUpperCase(), TTS)).status).toBe(200)
  })
})

describe('400', () => {
  it('is for a body that cannot be, and for none at all, which one public client sends', async () => {
    const id = await my.recipient(email('c@d.org'))
    expect(refusal(await my.putRecipient(id, { ...EMAIL, Type: 'FAX' }))).toBe('400 8067')
    const none = await my.call('PUT', `emergencyNotificationRecipients/${id}`)
    expect([none.status, none.xml.name]).toEqual([400, ROOT])
  })
})

describe('403', () => {
  it('is for a user who may not change settings', async () => {
    const { status, text: body } = await my.withoutRights('PUT', `emergencyNotificationRecipients/${randomUUID()}`, { EmergencyNotificationRecipient: EMAIL })
    expect([status, body]).toEqual([403, denied(ROOT)])
  })
})

describe('404', () => {
  it('is for one that the account does not have, as for one of somebody else', async () => {
    const none = await my.putRecipient(randomUUID(), EMAIL)
    expect([none.status, text(none.xml, 'ResponseStatus/Description')]).toEqual([404, 'The resource does not exist'])
    const other = notifying(world, await world.newAccount())
    expect((await my.putRecipient(await other.recipient(EMAIL), EMAIL)).text).toBe(none.text)
  })
})

describe('409', () => {
  it('is for what another one is already', async () => {
    const first = await my.recipient(email('e@f.org'))
    const second = await my.putRecipient(await my.recipient(email('g@h.org')), email('E@f.org'))
    expect([refusal(second), text(second.xml, 'ResponseStatus/Description')]).toEqual(['409 8074', `An entry with an identical recipient already exists. Identifier ${first}.`])
  })
})
