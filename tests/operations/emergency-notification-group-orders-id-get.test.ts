import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, it } from 'vitest'
import { adding, CALLBACK, denied, email, EMAIL, enlarging, notificationWorld, notifying, reducing, SMS, TTS } from '../world/notification.ts'
import { at, names, text } from '../world/xml.ts'

const { world, my } = await notificationWorld()
afterAll(() => world.close())

const ROOT = 'EmergencyNotificationGroupOrderResponse'

describe('200', () => {
  it('shows an order in the documented wrappers, with its recipients as they were', async () => {
    const [mail, sms, callback] = [await my.recipient(EMAIL), await my.recipient(SMS), await my.recipient(CALLBACK)]
    const { status, xml, text: body } = await my.groupOrder({ CustomerOrderId: 'ALG-31233884', ...adding('Building 5, 5th Floor.', mail, sms, callback) })
    expect([status, xml.name, names(xml)]).toEqual([200, ROOT, ['EmergencyNotificationGroup']])
    const order = at(xml, 'EmergencyNotificationGroup')
    expect(names(order)).toEqual(['OrderId', 'OrderCreatedDate', 'CreatedBy', 'ProcessingStatus', 'CustomerOrderId', 'AddedEmergencyNotificationGroup'])
    expect(body).toContain('<Description>Building 5, 5th Floor.</Description><AddedEmergencyNotificationRecipients><EmergencyNotificationRecipients><EmergencyNotificationRecipient>'
      + `<Identifier>${mail}</Identifier><Description>Email to Bldg. 3 Front Desk</Description><Type>EMAIL</Type><EmailAddress>foo@bar.com</EmailAddress></EmergencyNotificationRecipient>`
      + `<EmergencyNotificationRecipient><Identifier>${sms}</Identifier><Description>Text message to guard shack</Description><Type>SMS</Type>`
      + '<Sms><TelephoneNumber>12015551212</TelephoneNumber></Sms></EmergencyNotificationRecipient>'
      + `<EmergencyNotificationRecipient><Identifier>${callback}</Identifier><Description>Callback to property management system</Description><Type>CALLBACK</Type>`
      + '<Url>https://foo.bar/baz</Url><Credentials><Username>jgilmore</Username></Credentials></EmergencyNotificationRecipient></EmergencyNotificationRecipients>'
      + '</AddedEmergencyNotificationRecipients><ErrorList/></EmergencyNotificationGroup></AddedEmergencyNotificationGroup>')
    await my.putRecipient(mail, email('other@x.org'))
    expect((await my.getGroupOrder(text(order, 'OrderId'))).text).toBe(body)
  })

  it('says what was wrong with one that failed', async () => {
    const group = await my.group('Small', await my.recipient(TTS))
    const unknown = randomUUID()
    const failed = await my.groupOrder(enlarging(group, unknown))
    expect(failed.text).toContain(`<ErrorList><Error><Code>8081</Code><Description>Recipient '${unknown}' does not exist.</Description></Error></ErrorList>`)
    const emptied = await my.groupOrder(reducing(group, unknown))
    expect(text(emptied.xml, 'EmergencyNotificationGroup/ModifiedEmergencyNotificationGroup/EmergencyNotificationGroup/Description')).toBe('Small')
  })
})

describe('403', () => {
  it('is for a user who may not look at orders', async () => {
    const { status, text: body } = await my.withoutRights('GET', `emergencyNotificationGroupOrders/${randomUUID()}`)
    expect([status, body]).toEqual([403, denied(ROOT)])
  })
})

describe('404', () => {
  it('is for an order that does not exist, as for one of somebody else', async () => {
    const none = await my.getGroupOrder(randomUUID())
    expect([none.status, none.xml.name]).toEqual([404, ROOT])
    const stranger = notifying(world, await world.newAccount())
    const [theirs = ''] = await stranger.recipients('d@x.org')
    const order = await stranger.groupOrder(adding('Theirs', theirs))
    expect((await my.getGroupOrder(text(order.xml, 'EmergencyNotificationGroup/OrderId'))).text).toBe(none.text)
  })
})
