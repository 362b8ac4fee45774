import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { calling, CAMPUS, e911In, identifiersBody, numbersBody, REMOVE } from '../world/e911.ts'
import { numbersOf } from '../world/held-numbers.ts'
import { bringing, outside } from '../world/hosting.ts'
import { locations } from '../world/locations.ts'
import { associating, CALLBACK, deleting, dissociating, EMAIL, ending, notifying, SMS } from '../world/notification.ts'
import { sandboxOf } from '../world/sandbox.ts'
import { createWorld, type World } from '../world/world.ts'
import { text } from '../world/xml.ts'

/** Recipients first, then a group, then its endpoints; and back again. */

let world: World
beforeAll(async () => { world = await createWorld() })
afterAll(() => world.close())

describe('the guide, in its three steps', () => {
  it('is set up, shown with each endpoint, and taken down', async () => {
    const owner = await world.newAccount()
    const my = notifying(world, owner)
    const own = calling(world, owner)
    const [tn = ''] = await numbersOf(world, owner, 1)
    await own.done(numbersBody([tn], { CallerName: 'Test CallerName', Address: CAMPUS }))
    await own.done(identifiersBody([{ Identifier: 'DavidAcid', PIDFLOEnabled: 'false', CallbackNumber: '8042105760' }], { Address: CAMPUS }))
    const recipients = [await my.recipient(EMAIL), await my.recipient(SMS), await my.recipient(CALLBACK)]
    const group = await my.group('Building A', ...recipients)
    expect(ending(await my.endpointOrder(associating(group, { tns: [tn], aeuis: ['DavidAcid'] })))).toBe('COMPLETED')

    expect(e911In(await own.details(tn))).toBe('<E911><LastE911OrderOutcome>SUCCESS</LastE911OrderOutcome><SipPeerAddress>false</SipPeerAddress><CallerName>Test CallerName</CallerName>'
      + '<Address><HouseNumber>901</HouseNumber><StreetName>MAIN CAMPUS</StreetName><StreetSuffix>DR</StreetSuffix><City>RALEIGH</City><StateCode>NC</StateCode><Zip>27606</Zip>'
      + `<PlusFour>5244</PlusFour><Country>United States</Country></Address><EmergencyNotificationGroup><Identifier>${group}</Identifier><Description>Building A</Description></EmergencyNotificationGroup></E911>`)
    expect((await own.get('/aeuis')).text).toContain(`<Identifier>DavidAcid</Identifier><CallbackNumber>8042105760</CallbackNumber><EmergencyNotificationGroup><Identifier>${group}</Identifier>`)

    expect((await my.removeRecipient(recipients[0] ?? '')).status).toBe(409)
    expect(ending(await my.endpointOrder(dissociating(group, { tns: [tn], aeuis: ['DavidAcid'] })))).toBe('COMPLETED')
    expect(ending(await my.groupOrder(deleting(group)))).toBe('COMPLETED')
    for (const id of recipients) expect((await my.removeRecipient(id)).status).toBe(200)
  })
})

describe('a number', () => {
  it('that calls from the address of its SIP peer can be in a group, and stays there when its own address goes', async () => {
    const owner = await world.newAccount()
    const my = notifying(world, owner)
    const own = calling(world, owner)
    await locations(world, owner).put(`/sites/${owner.site}/sippeers/${owner.peer}`, { SipPeer: { PeerName: 'Default peer', IsDefaultPeer: 'true', Address: { ...CAMPUS, AddressType: 'Service' } } })
    const [tn = ''] = await numbersOf(world, owner, 1)
    const group = await my.group('Hall', await my.recipient(EMAIL))
    expect(ending(await my.endpointOrder(associating(group, { tns: [tn] })))).toBe('COMPLETED')
    expect(e911In(await own.details(tn))).toContain(`</Address><EmergencyNotificationGroup><Identifier>${group}</Identifier>`)
    await own.done(numbersBody([tn]))
    await own.done(numbersBody([tn], REMOVE))
    expect(e911In(await own.details(tn))).toContain(`<SipPeerAddress>true</SipPeerAddress>`)
    expect(e911In(await own.details(tn))).toContain(`<EmergencyNotificationGroup><Identifier>${group}</Identifier>`)
  })

  it('5,000 of them are put into a group by one order, and taken out by one', async () => {
    const owner = await world.newAccount()
    const my = notifying(world, owner)
    const tns = await outside(world, 5000)
    await bringing(world, owner).external('IMPORT', tns)
    await calling(world, owner).done(numbersBody(tns))
    const group = await my.group('Everybody', await my.recipient(EMAIL))
    expect(ending(await my.endpointOrder(associating(group, { tns })))).toBe('COMPLETED')
    expect((await my.get('emergencyNotificationGroups?endpointCount=true')).text).toContain('<EndpointCount>5000</EndpointCount>')
    expect(ending(await my.endpointOrder(dissociating(group, { tns })))).toBe('COMPLETED')
    expect((await my.get('emergencyNotificationGroups?endpointCount=true')).text).toContain('<EndpointCount>0</EndpointCount>')
  })
})

describe('a reset of the sandbox', () => {
  it('forgets recipients, groups and their orders', async () => {
    const owner = await world.newAccount()
    const my = notifying(world, owner)
    await calling(world, owner).done(identifiersBody([{ Identifier: 'a', PIDFLOEnabled: 'true' }], { Address: CAMPUS }))
    const group = await my.group('Hall', await my.recipient(EMAIL))
    const order = await my.endpointOrder(associating(group, { aeuis: ['a'] }))
    expect(ending(order)).toBe('COMPLETED')
    expect((await sandboxOf(world, owner).reset()).status).toBe(200)
    expect((await my.get('emergencyNotificationRecipients')).text).toContain('<EmergencyNotificationRecipients/>')
    expect((await my.get('emergencyNotificationGroups')).text).toContain('<EmergencyNotificationGroups/>')
    expect((await my.get('emergencyNotificationGroupOrders')).text).toContain('<EmergencyNotificationGroupOrders/>')
    expect((await my.getEndpointOrder(text(order.xml, 'EmergencyNotificationEndpointOrder/OrderId'))).status).toBe(404)
    expect((await my.postRecipient(EMAIL)).status).toBe(201)
  })
})
