import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, it } from 'vitest'
import { denied, notificationWorld, notifying, refusal } from '../world/notification.ts'
import { names, at, text } from '../world/xml.ts'

const { world, owner, my } = await notificationWorld()
afterAll(() => world.close())

const ROOT = 'EmergencyNotificationGroupsResponse'
const read = (id: string, query = '') => my.get(`emergencyNotificationGroups/${id}${query}`)

describe('200', () => {
  it('shows a group in the documented form', async () => {
    const [one = '', two = ''] = await my.recipients('one@x.org', 'two@x.org')
    const { status, xml, text: body } = await read(await my.group('The group', one, two))
    expect([status, xml.name]).toEqual([200, ROOT])
    expect(names(at(xml, 'EmergencyNotificationGroup'))).toEqual(['Identifier', 'CreatedDate', 'ModifiedBy', 'ModifiedDate', 'Description', 'EmergencyNotificationRecipients'])
    expect(body).toContain('<Description>The group</Description><EmergencyNotificationRecipients>'
      + `<EmergencyNotificationRecipient><Identifier>${one}</Identifier></EmergencyNotificationRecipient>`
      + `<EmergencyNotificationRecipient><Identifier>${two}</Identifier></EmergencyNotificationRecipient></EmergencyNotificationRecipients>`)
  })

  it('lists endpoints on request, those that begin so, no more than asked for', async () => {
    const group = await my.group('Endpoints', ...await my.recipients('three@x.org'))
    await world.database.pool.query(`insert into emergency_endpoint (account_id, kind, identifier, callback_number, notification_group_id, created_at)
      values ($1, 'TN', '9195550100', null, $2, now()), ($1, 'TN', '9205550100', null, $2, now()), ($1, 'AEUI', 'Joe123', '9195550101', $2, now())`, [owner.account, group])
    expect((await read(group, '?includeEndpoints=true')).text).toContain('<EepTns><TelephoneNumber>9195550100</TelephoneNumber><TelephoneNumber>9205550100</TelephoneNumber></EepTns>'
      + '<EepAeuiIds><Identifier>Joe123</Identifier></EepAeuiIds>')
    expect((await read(group, '?includeEndpoints=true&endpointId=919')).text).toContain('<EepTns><TelephoneNumber>9195550100</TelephoneNumber></EepTns><EepAeuiIds/>')
    expect((await read(group, '?includeEndpoints=true&endpointSize=1')).text).toContain('<EepTns><TelephoneNumber>9195550100</TelephoneNumber></EepTns><EepAeuiIds/>')
    expect(refusal(await read(group, '?includeEndpoints=true&endpointId=91'))).toBe('400 400')
  })
})

describe('403', () => {
  it('is for a user who may not look at settings', async () => {
    const { status, text: body } = await my.withoutRights('GET', `emergencyNotificationGroups/${randomUUID()}`)
    expect([status, body]).toEqual([403, denied(ROOT)])
  })
})

describe('404', () => {
  it('is for a group that does not exist, as for one of somebody else', async () => {
    const none = await read(randomUUID())
    expect([none.status, none.xml.name, text(none.xml, 'ResponseStatus/Description')]).toEqual([404, ROOT, 'The resource does not exist'])
    const stranger = notifying(world, await world.newAccount())
    expect((await read(await stranger.group('Theirs', ...await stranger.recipients('four@x.org')))).text).toBe(none.text)
    expect((await read('no-id')).text).toBe(none.text)
  })
})
