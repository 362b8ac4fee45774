import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, it } from 'vitest'
import { associating, denied, dissociating, endpointWorld, notifying } from '../world/notification.ts'
import { at, names, text } from '../world/xml.ts'

const ROOT = 'EmergencyNotificationEndpointOrderResponse'
const PATH = 'emergencyNotificationEndpointOrders'
const { world, my, tns, group } = await endpointWorld()
afterAll(() => world.close())

describe('200', () => {
  it('shows an order in the documented form', async () => {
    const { status, xml, text: body } = await my.endpointOrder({ CustomerOrderId: 'ALG-31233884', ...associating(group, { tns: tns.slice(0, 2), aeuis: ['Fred992834', 'Bob00359'] }) })
    expect([status, xml.name]).toEqual([200, ROOT])
    expect(names(at(xml, 'EmergencyNotificationEndpointOrder')))
      .toEqual(['OrderId', 'OrderCreatedDate', 'CreatedBy', 'ProcessingStatus', 'CustomerOrderId', 'EmergencyNotificationEndpointAssociations'])
    expect(body).toContain(`<EmergencyNotificationGroup><Identifier>${group}</Identifier></EmergencyNotificationGroup><AddedAssociations><EepToEngAssociations>`
      + `<EepTns><TelephoneNumber>${tns[0]}</TelephoneNumber><TelephoneNumber>${tns[1]}</TelephoneNumber></EepTns>`
      + '<EepAeuiIds><Identifier>Fred992834</Identifier><Identifier>Bob00359</Identifier></EepAeuiIds></EepToEngAssociations><ErrorList/></AddedAssociations>')
  })

  it('shows what was taken out, and what could not be', async () => {
    const { text: body } = await my.endpointOrder(dissociating(group, { tns: [tns[2] ?? '', tns[0] ?? ''] }))
    expect(body).toContain(`<DeletedAssociations><EepToEngAssociations><EepTns><TelephoneNumber>${tns[2]}</TelephoneNumber><TelephoneNumber>${tns[0]}</TelephoneNumber></EepTns></EepToEngAssociations>`
      + `<ErrorList><Error><Code>8098</Code><Description>Endpoint '${tns[2]}' is not in the group.</Description></Error></ErrorList></DeletedAssociations>`)
  })
})

describe('403', () => {
  it('is for a user who may not look at orders', async () => {
    const { status, text: body } = await my.withoutRights('GET', `${PATH}/${randomUUID()}`)
    expect([status, body]).toEqual([403, denied(ROOT)])
  })
})

describe('404', () => {
  it('is the documented one for an order that does not exist, as for one of somebody else', async () => {
    const none = await my.getEndpointOrder(randomUUID())
    expect([none.status, none.xml.name, text(none.xml, 'ResponseStatus/Description')]).toEqual([404, ROOT, 'The resource does not exist'])
    const stranger = notifying(world, await world.newAccount())
    const order = await stranger.endpointOrder(associating(group, { tns }))
    expect((await my.getEndpointOrder(text(order.xml, 'EmergencyNotificationEndpointOrder/OrderId'))).text).toBe(none.text)
  })
})
