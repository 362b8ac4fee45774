import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { adding, CALLBACK, deleting, denied, email, enlarging, notificationWorld, reducing, refusal, renaming, SMS, TTS } from '../world/notification.ts'
import { all, at, names, text } from '../world/xml.ts'

const { world, owner, my } = await notificationWorld()
afterAll(() => world.close())

const ROOT = 'EmergencyNotificationGroupOrderResponse'
const PATH = 'emergencyNotificationGroupOrders'
const ids: string[] = []
let recipients: string[]
let group: string
beforeAll(async () => {
  recipients = [await my.recipient(email('testEmail@gmail.com', 'front desk')), await my.recipient(SMS), await my.recipient(TTS), await my.recipient(CALLBACK)]
  const [mail = '', sms = '', tts = '', callback = ''] = recipients
  group = await my.group('eng test description', mail, sms)
  await my.groupOrder({ CustomerOrderId: 'mine', ...enlarging(group, tts) })
  await my.groupOrder(reducing(group, tts))
  await my.groupOrder(renaming(group, '3rd floor'))
  await my.groupOrder(adding('Callbacks', callback, tts))
  await my.groupOrder(deleting(randomUUID()))
  const { rows } = await world.database.pool.query<{ id: string }>(`update orders set created_at = '2020-03-18T21:26:47.403Z'::timestamptz + numbered.day * interval '1 day'
    from (select id, row_number() over (order by created_at, id) as day from orders where account_id = $1) numbered where numbered.id = orders.id returning orders.id, day`, [owner.account])
  ids.push(...rows.toSorted((one, other) => Number(Reflect.get(one, 'day')) - Number(Reflect.get(other, 'day'))).map(({ id }) => id))
})
const list = async (query: string) => all(at((await my.get(`${PATH}?${query}`)).xml, 'EmergencyNotificationGroupOrders'), 'EmergencyNotificationGroupOrder')
  .map((each) => ids.indexOf(text(each, 'OrderId')))

describe('200', () => {
  it('lists orders in the documented form, newest first, with the recipients in full', async () => {
    const { status, xml, text: body } = await my.get(PATH)
    expect([status, names(xml), names(at(xml, 'Links'))]).toEqual([200, ['Links', 'EmergencyNotificationGroupOrders'], ['first']])
    const first = all(at(xml, 'EmergencyNotificationGroupOrders'), 'EmergencyNotificationGroupOrder').at(-1) ?? xml
    expect(names(first)).toEqual(['OrderId', 'OrderCreatedDate', 'CreatedBy', 'ProcessingStatus', 'AddedEmergencyNotificationGroup'])
    expect(body).toContain(`<ProcessingStatus>COMPLETED</ProcessingStatus><AddedEmergencyNotificationGroup><Identifier>${group}</Identifier><Description>eng test description</Description>`
      + `<AddedEmergencyNotificationRecipients><EmergencyNotificationRecipient><Identifier>${recipients[0]}</Identifier><Description>front desk</Description><Type>EMAIL</Type>`
      + '<EmailAddress>testEmail@gmail.com</EmailAddress></EmergencyNotificationRecipient>'
      + `<EmergencyNotificationRecipient><Identifier>${recipients[1]}</Identifier><Description>Text message to guard shack</Description><Type>SMS</Type>`
      + '<Sms><TelephoneNumber>12015551212</TelephoneNumber></Sms></EmergencyNotificationRecipient></AddedEmergencyNotificationRecipients></AddedEmergencyNotificationGroup>')
    expect(body).toContain('<Tts><TelephoneNumber>12015551212</TelephoneNumber></Tts>')
    expect(body).toContain('<ErrorList><Error><Code>8087</Code>')
    expect(await list('')).toEqual([5, 4, 3, 2, 1, 0])
  })

  it.each<[string, () => string, number[]]>([
    ['status', () => 'ProcessingStatus=failed', [5]], ['their own id', () => 'CustomerOrderId=mine', [1]], ['who placed them', () => `CreatedByUser=SANDBOX-${owner.account}`, [5, 4, 3, 2, 1, 0]],
    ['who did not', () => 'CreatedByUser=nobody', []], ['added recipients', () => 'EnrOperation=AddedEnr', [4, 1, 0]], ['removed recipients', () => 'EnrOperation=deletedenr', [2]],
    ['group', () => `EngId=${group}`, [3, 2, 1, 0]], ['no group', () => 'EngId=none', []], ['description', () => 'EngDescription=3RD%20floor', [3]], ['recipient', () => `EnrId=${recipients[2]}`, [4, 2, 1]],
    ['no recipient', () => 'EnrId=none', []], ['description of a recipient', () => 'EnrDescription=guard', [0]], ['type', () => 'EnrNotificationType=TTS', [4, 2, 1]], ['SMS number', () => 'EnrSmsTn=2015551212', [0]],
    ['TTS number', () => 'EnrTtsTn=12015551212', [4, 2, 1]], ['mail address', () => 'EnrEmailAddress=testemail@gmail.com', [0]], ['URL', () => 'EnrCallbackUrl=https://foo.bar/baz', [4]],
    ['user name', () => 'EnrCallbackUsername=jgilmore', [4]], ['day', () => 'Page=2020-03-20Z', [0]], ['a later instant', () => 'CreatedAfterDate=2020-03-23T00:00:00.000-04:00', [4, 5]],
  ])('finds by %s', async (_what, query, wanted) => { expect(await list(query())).toEqual(wanted) })

  it('finds groups by the endpoints in them', async () => {
    await world.database.pool.query(`insert into emergency_endpoint (account_id, kind, identifier, callback_number, notification_group_id, created_at)
      values ($1, 'TN', '9195550100', null, $2, now()), ($1, 'AEUI', 'Joe123', '9195550101', $2, now())`, [owner.account, group])
    expect([await list('eepTns=91955'), await list('eepAeuiIds=Joe'), await list('eepTns=Joe')]).toEqual([[3, 2, 1, 0], [3, 2, 1, 0], []])
    await world.database.pool.query('delete from emergency_endpoint where account_id = $1', [owner.account])
  })

  it('leads from page to page by its links', async () => {
    const seen: number[] = []
    for (let query: string | undefined = 'Size=2'; query !== undefined;) {
      const page = await my.get(`${PATH}?${query}`)
      seen.push(...all(at(page.xml, 'EmergencyNotificationGroupOrders'), 'EmergencyNotificationGroupOrder').map((each) => ids.indexOf(text(each, 'OrderId'))))
      query = page.text.includes('<next>') ? /\?([^>]*)>/.exec(text(page.xml, 'Links/next'))?.[1] : undefined
    }
    expect(seen).toEqual([5, 4, 3, 2, 1, 0])
  })
})

describe('400', () => {
  it.each([['ProcessingStatus=PROCESSING', '8091'], ['EnrOperation=constructor', '8091'], ['EnrNotificationType=FAX', '8091'], ['CreatedAfterDate=soon', '8092'], ['Size=501', '400']])(
    'is for %s', async (query, code) => { expect(refusal(await my.get(`${PATH}?${query}`))).toBe(`400 ${code}`) })
})

describe('403', () => {
  it('is for a user who may not look at orders', async () => {
    const { status, text: body } = await my.withoutRights('GET', PATH)
    expect([status, body]).toEqual([403, denied(ROOT)])
  })
})
