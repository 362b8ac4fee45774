import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CALLBACK, denied, email, notificationWorld, notifying, refusal, renaming, SMS, TTS } from '../world/notification.ts'
import { all, at, names, text } from '../world/xml.ts'

const { world, owner, my } = await notificationWorld()
afterAll(() => world.close())

const PATH = 'emergencyNotificationGroups'
const ids: string[] = []
let recipients: string[]
beforeAll(async () => {
  recipients = [await my.recipient(email('gate@x.org', 'Gate security')), await my.recipient(SMS), await my.recipient(TTS), await my.recipient(CALLBACK)]
  const [mail = '', sms = '', tts = '', callback = ''] = recipients
  ids.push(await my.group('Bldg 200', mail, sms), await my.group('Bldg 300', tts), await my.group('Gate_1', callback))
  for (const [index, id] of ids.entries()) {
    await world.database.pool.query(`update emergency_notification_group set modified_at = '2020-01-23T18:34:17.284Z'::timestamptz + $2 * interval '1 day' where id = $1`, [id, index])
  }
})
const list = async (query: string) => all(at((await my.get(`${PATH}?${query}`)).xml, 'EmergencyNotificationGroups'), 'EmergencyNotificationGroup')
  .map((each) => ids.indexOf(text(each, 'Identifier')))

describe('200', () => {
  it('lists groups in the documented form, the last modified first', async () => {
    const { status, xml, text: body } = await my.get(PATH)
    expect([status, names(xml), names(at(xml, 'Links'))]).toEqual([200, ['Links', 'EmergencyNotificationGroups'], ['first']])
    expect(body).toMatch(new RegExp(`<EmergencyNotificationGroup><Identifier>${ids[0]}</Identifier><CreatedDate>[^<]*</CreatedDate><ModifiedBy>sandbox-${owner.account}</ModifiedBy>`
      + '<ModifiedDate>2020-01-23T18:34:17.284Z</ModifiedDate><Description>Bldg 200</Description><EmergencyNotificationRecipients>'
      + `<EmergencyNotificationRecipient><Identifier>${recipients[0]}</Identifier></EmergencyNotificationRecipient>`
      + `<EmergencyNotificationRecipient><Identifier>${recipients[1]}</Identifier></EmergencyNotificationRecipient></EmergencyNotificationRecipients></EmergencyNotificationGroup>`))
    expect(await list('')).toEqual([2, 1, 0])
  })

  it.each<[string, () => string, number[]]>([
    ['description', () => 'EngDescription=bldg', [1, 0]], ['name', () => 'engName=e_1', [2]], ['id', () => `engId=${ids[1]}`, [1]], ['no id', () => 'engId=none', []],
    ['recipient', () => `EnrId=${recipients[1]}`, [0]], ['no recipient', () => 'EnrId=none', []], ['description of a recipient', () => 'EnrDescription=security', [0]],
    ['type', () => 'EnrNotificationType=TTS', [1]], ['SMS number', () => 'EnrSmsTn=2015551212', [0]], ['TTS number', () => 'EnrTtsTn=2015551212', [1]],
    ['mail address', () => 'EnrEmailAddress=gate@x.org', [0]], ['both of them', () => 'EngDescription=Bldg%20300&EnrEmailAddress=gate@x.org', []],
    ['URL', () => 'EnrCallbackUrl=https://foo.bar/baz', [2]], ['user name', () => 'EnrCallbackUsername=jgilmore', [2]], ['what a recipient begins with', () => 'enrRecipient=1201', [1, 0]],
    ['instant', () => 'Page=2020-01-24T18:34:17.284Z', [1, 0]], ['later instant', () => 'ModifiedAfterDate=2020-01-23T18:34:17.284Z', [1, 2]],
  ])('finds by %s', async (_what, query, wanted) => { expect(await list(query())).toEqual(wanted) })

  it('shows recipients in full and counts endpoints on request, page by page', async () => {
    const page = await my.get(`${PATH}?EnrDetails=true&endpointCount=true&Size=2`)
    expect(page.text).toContain('<Description>Callback to property management system</Description><Type>CALLBACK</Type><Callback><Url>https://foo.bar/baz</Url>')
    expect(page.text).toContain('</EmergencyNotificationRecipients><EndpointCount>0</EndpointCount>')
    expect(await list(/\?([^>]*)>/.exec(text(page.xml, 'Links/next'))?.[1] ?? '')).toEqual([0])
  })

  it('has a group that was changed come first', async () => {
    await my.groupOrder(renaming(ids[0] ?? '', 'Bldg 201'))
    expect(await list('')).toEqual([0, 2, 1])
  })
})

describe('400', () => {
  it.each([['EnrNotificationType=FAX', '8091'], ['Page=soon', '8092'], ['EnrSmsTn=2015551212&EnrTtsTn=2015551212', '8109'], ['Size=0', '400'], ['EnrDetails=perhaps', '400']])(
    'is for %s', async (query, code) => {
      const refused = await my.get(`${PATH}?${query}`)
      expect([refusal(refused), refused.xml.name]).toEqual([`400 ${code}`, 'EmergencyNotificationGroupOrderResponse'])
    })
})

describe('403', () => {
  it('is for a user who may not look at settings', async () => {
    const { status, text: body } = await my.withoutRights('GET', PATH)
    expect([status, body]).toEqual([403, denied('EmergencyNotificationGroupOrderResponse')])
  })
})

describe('another account', () => {
  it('sees none of them', async () => {
    const stranger = notifying(world, await world.newAccount())
    expect((await stranger.get(PATH)).text).toContain('<EmergencyNotificationGroups/>')
    expect((await stranger.get(`${PATH}/${ids[0] ?? randomUUID()}`)).status).toBe(404)
  })
})
