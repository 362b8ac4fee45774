import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { associating, denied, dissociating, endpointWorld, refusal } from '../world/notification.ts'
import { all, at, names, text } from '../world/xml.ts'

const ROOT = 'EmergencyNotificationEndpointOrderResponse'
const PATH = 'emergencyNotificationEndpointOrders'
const { world, owner, my, tns, group } = await endpointWorld()
afterAll(() => world.close())

const ids: string[] = []
let other: string
beforeAll(async () => {
  other = await my.group('Lobby', ...await my.recipients('two@x.org'))
  for (const order of [
    { CustomerOrderId: 'ALG-31233884', ...associating(group, { tns: tns.slice(0, 2), aeuis: ['Fred992834'] }) }, associating(other, { aeuis: ['Bob00359'] }),
    dissociating(group, { tns: tns.slice(0, 1) }), associating(other, { tns: tns.slice(2) }),
  ]) ids.push(text((await my.endpointOrder(order)).xml, 'EmergencyNotificationEndpointOrder/OrderId'))
  for (const [index, id] of ids.entries()) {
    await world.database.pool.query(`update orders set created_at = '2020-03-18T21:26:47.403Z'::timestamptz + $2 * interval '1 day' where id = $1`, [id, index])
  }
})
const list = async (query: string) => all(at((await my.get(`${PATH}?${query}`)).xml, 'EmergencyNotificationEndpointOrders'), 'EmergencyNotificationEndpointOrder')
  .map((each) => ids.indexOf(text(each, 'OrderId')))

describe('200', () => {
  it('lists orders in the documented form, newest first', async () => {
    const { status, xml, text: body } = await my.get(PATH)
    expect([status, names(xml), names(at(xml, 'Links'))]).toEqual([200, ['Links', 'EmergencyNotificationEndpointOrders'], ['first']])
    expect(body).toContain('<ProcessingStatus>COMPLETED</ProcessingStatus><CustomerOrderId>ALG-31233884</CustomerOrderId><EmergencyNotificationEndpointAssociations>'
      + `<EmergencyNotificationGroup><Identifier>${group}</Identifier></EmergencyNotificationGroup><AddedAssociations><EepToEngAssociations>`
      + `<EepTns><TelephoneNumber>${tns[0]}</TelephoneNumber><TelephoneNumber>${tns[1]}</TelephoneNumber></EepTns><EepAeuiIds><Identifier>Fred992834</Identifier></EepAeuiIds>`
      + '</EepToEngAssociations><ErrorList/></AddedAssociations></EmergencyNotificationEndpointAssociations></EmergencyNotificationEndpointOrder>')
    expect(body).toContain('<ErrorList><Error><Code>8098</Code>')
    expect(await list('')).toEqual([3, 2, 1, 0])
  })

  it.each<[string, () => string, number[]]>([
    ['status', () => 'ProcessingStatus=FAILED', [3]], ['their own id', () => 'CustomerOrderId=ALG-31233884', [0]], ['who placed them', () => `CreatedByUser=sandbox-${owner.account}`, [3, 2, 1, 0]],
    ['group', () => `EngId=${other}`, [3, 1]], ['no group', () => 'EngId=none', []], ['description', () => 'EngDescription=3RD', [2, 0]], ['a number', () => `EepTns=${tns[0]}`, [2, 0]],
    ['what an identifier begins with', () => 'EepAeuiIds=Bob', [1]], ['a number as an identifier', () => `EepAeuiIds=${tns[0]}`, []], ['what was put in', () => 'EndpointOperation=Associated', [3, 1, 0]],
    ['what was taken out', () => 'EngDescription=3rd%20Floor&EndpointOperation=dissociated', [2]], ['instant', () => 'Page=2020-03-19T21:26:47.403Z', [1, 0]],
    ['later instant', () => 'CreatedAfterDate=2020-03-19T21:26:47.403Z', [2, 3]],
  ])('finds by %s', async (_what, query, wanted) => { expect(await list(query())).toEqual(wanted) })

  it('leads to the next page by its link', async () => {
    const { xml } = await my.get(`${PATH}?Size=3&EepTns=9`)
    expect(text(xml, 'Links/first')).toContain('eepTns=9')
    const next = await my.get(`${PATH}?Size=3`)
    expect(await list(/\?([^>]*)>/.exec(text(next.xml, 'Links/next'))?.[1] ?? '')).toEqual([0])
  })
})

describe('400', () => {
  it.each([
    ['ProcessingStatus=PROCESSING', '8091'], ['EndpointOperation=constructor', '8091'], ['CreatedAfterDate=soon', '8092'], ['EepTns=12345678901', '8107'], [`EepAeuiIds=${'a'.repeat(31)}`, '8107'], ['Size=0', '400'],
  ])('is for %s', async (query, code) => { expect(refusal(await my.get(`${PATH}?${query}`))).toBe(`400 ${code}`) })
})

describe('403', () => {
  it('is for a user who may not look at orders', async () => {
    const { status, text: body } = await my.withoutRights('GET', `${PATH}?EngId=${randomUUID()}`)
    expect([status, body]).toEqual([403, denied(ROOT)])
  })
})
