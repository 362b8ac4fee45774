import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, it } from 'vitest'
import { emergencyOf } from '../world/emergency.ts'
import { denied, EMAIL, notificationWorld, notifying, refusal } from '../world/notification.ts'
import { text } from '../world/xml.ts'

const { world, my } = await notificationWorld({ worker: false })
afterAll(() => world.close())

const ROOT = 'EmergencyNotificationRecipientsResponse'

describe('200', () => {
  it('removes one that is in no group; the same can be added again', async () => {
    const id = await my.recipient(EMAIL)
    const { status, text: body } = await my.removeRecipient(id)
    expect([status, body]).toEqual([200, ''])
    expect((await my.getRecipient(id)).status).toBe(404)
    await my.recipient(EMAIL)
  })
})

describe('403', () => {
  it('is for a user who may not change settings', async () => {
    const { status, text: body } = await my.withoutRights('DELETE', `emergencyNotificationRecipients/${randomUUID()}`)
    expect([status, body]).toEqual([403, denied(ROOT)])
  })
})

describe('404', () => {
  it('is for one that the account does not have, as for one of somebody else', async () => {
    const none = await my.removeRecipient(randomUUID())
    expect([none.status, text(none.xml, 'ResponseStatus/Description')]).toEqual([404, 'The resource does not exist'])
    const other = notifying(world, await world.newAccount())
    const theirs = await other.recipient(EMAIL)
    expect((await my.removeRecipient(theirs)).text).toBe(none.text)
    expect((await other.getRecipient(theirs)).status).toBe(200)
  })
})

describe('409', () => {
  it('is for one that is in a group, in the documented words', async () => {
    const other = await world.newAccount()
    const its = notifying(world, other)
    const id = await its.recipient(EMAIL)
    const group = await emergencyOf(world, other.account).group('Building 5')
    await world.database.pool.query('update emergency_recipient set notification_group_id = $2 where id = $1', [id, group])
    const refused = await its.removeRecipient(id)
    expect([refusal(refused), text(refused.xml, 'ResponseStatus/Description')]).toEqual(['409 8080',
      `Emergency notification recipient with identifier ${id} is being used by emergency notification group with identifier ${group}. `
      + 'Please remove the recipient reference from the group prior to removing the recipient.'])
  })
})
