import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, it } from 'vitest'
import { CALLBACK, denied, EMAIL, notificationWorld, notifying, SMS, TTS } from '../world/notification.ts'
import { text } from '../world/xml.ts'

const { world, my } = await notificationWorld({ worker: false })
afterAll(() => world.close())

const ROOT = 'EmergencyNotificationRecipientsResponse'

describe('200', () => {
  it.each([CALLBACK, EMAIL, SMS, TTS])('shows %o as it was added', async (recipient) => {
    const added = await my.postRecipient(recipient)
    const read = await my.getRecipient(text(added.xml, 'EmergencyNotificationRecipient/Identifier'))
    expect([read.status, read.text]).toEqual([200, added.text])
  })
})

describe('403', () => {
  it('is for a user who may not look at settings', async () => {
    const { status, text: body } = await my.withoutRights('GET', `emergencyNotificationRecipients/${randomUUID()}`)
    expect([status, body]).toEqual([403, denied(ROOT)])
  })
})

describe('404', () => {
  it('is for one that the account does not have, as for one of somebody else', async () => {
    const none = await my.getRecipient(randomUUID())
    expect([none.status, text(none.xml, 'ResponseStatus/Description')]).toEqual([404, 'The resource does not exist'])
    const other = notifying(world, await world.newAccount())
    expect((await my.getRecipient(await other.recipient(EMAIL))).text).toBe(none.text)
    expect((await my.getRecipient('nobody')).text).toBe(none.text)
  })
})
