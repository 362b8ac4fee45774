import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, it } from 'vitest'
import { calling, e911In, numbersBody } from '../world/e911.ts'
import { numbersOf } from '../world/held-numbers.ts'
import { associating, deleting, denied, dissociating, ending, endpointWorld, notifying, refusal } from '../world/notification.ts'
import { at, names, text } from '../world/xml.ts'

const ROOT = 'EmergencyNotificationEndpointOrderResponse'
const PATH = 'emergencyNotificationEndpointOrders'
const { world, owner, my, tns, group } = await endpointWorld()
afterAll(() => world.close())

const AEUIS = ['Fred992834', 'Bob00359']

describe('201', () => {
  it('answers what was asked for in the documented forms, which differ for adding and removing', async () => {
    const spare = await my.group('Spare', ...await my.recipients('spare@x.org'))
    const own = await numbersOf(world, owner, 1)
    await calling(world, owner).done(numbersBody(own))
    const added = await my.postEndpointOrder({ CustomerOrderId: 'ALG-31233884', ...associating(spare, { tns: own, aeuis: AEUIS }) })
    const order = at(added.xml, 'EmergencyNotificationEndpointOrder')
    expect([added.status, added.xml.name, names(order)]).toEqual([201, ROOT,
      ['OrderId', 'OrderCreatedDate', 'CreatedBy', 'ProcessingStatus', 'CustomerOrderId', 'EmergencyNotificationEndpointAssociations']])
    expect(added.text).toContain(`<ProcessingStatus>PROCESSING</ProcessingStatus><CustomerOrderId>ALG-31233884</CustomerOrderId><EmergencyNotificationEndpointAssociations>`
      + `<EmergencyNotificationGroup><Identifier>${spare}</Identifier></EmergencyNotificationGroup><AddedAssociations><EepToEngAssociations><EepTns><TelephoneNumber>${own[0]}</TelephoneNumber></EepTns>`
      + '<EepAeuiIds><Identifier>Fred992834</Identifier><Identifier>Bob00359</Identifier></EepAeuiIds></EepToEngAssociations><ErrorList/></AddedAssociations></EmergencyNotificationEndpointAssociations>')
    expect(added.headers.get('location')).toBe(`${world.url}/accounts/${owner.account}/${PATH}/${text(order, 'OrderId')}`)
    await world.settle(owner.account)
    const removed = await my.call('POST', PATH, { EmergencyNotificationEndpointAssociation: { CustomerOrderId: 'ALG-31233885', ...dissociating(spare, { tns: own, aeuis: AEUIS }) } })
    expect(names(at(removed.xml, 'EmergencyNotificationEndpointAssociation')))
      .toEqual(['OrderId', 'OrderCreatedDate', 'CreatedBy', 'ProcessingStatus', 'CustomerOrderId', 'EmergencyNotificationGroup', 'DeletedAssociations'])
    await world.settle(owner.account)
    expect(ending(await my.getEndpointOrder(text(removed.xml, 'EmergencyNotificationEndpointAssociation/OrderId')))).toBe('COMPLETED')
  })

  it('puts endpoints into the group and takes them out, as numbers, identifiers and the group show', async () => {
    const own = calling(world, owner)
    const shown = `<EmergencyNotificationGroup><Identifier>${group}</Identifier><Description>3rd Floor</Description></EmergencyNotificationGroup>`
    expect(ending(await my.endpointOrder(associating(group, { tns: tns.slice(0, 2), aeuis: AEUIS })))).toBe('COMPLETED')
    expect(e911In(await own.details(tns[0] ?? ''))).toContain(`</Address>${shown}</E911>`)
    expect((await own.get('/aeuis/Fred992834')).text).toContain(shown)
    expect((await my.get(`emergencyNotificationGroups/${group}?includeEndpoints=true`)).text).toContain(`<TelephoneNumber>${tns[0]}</TelephoneNumber><TelephoneNumber>${tns[1]}</TelephoneNumber></EepTns>`
      + '<EepAeuiIds><Identifier>Bob00359</Identifier><Identifier>Fred992834</Identifier></EepAeuiIds>')
    expect((await my.get('emergencyNotificationGroups?endpointCount=true')).text).toContain('<EndpointCount>4</EndpointCount>')
    await own.done(numbersBody(tns.slice(0, 1), { CallerName: 'Eli' }))
    expect(e911In(await own.details(tns[0] ?? ''))).toContain(shown)
    expect(refusal(await my.postGroupOrder(deleting(group)))).toBe('409 8100')
    expect(ending(await my.endpointOrder(dissociating(group, { tns: tns.slice(0, 2), aeuis: AEUIS })))).toBe('COMPLETED')
    expect(e911In(await own.details(tns[0] ?? ''))).not.toContain('EmergencyNotificationGroup')
  })

  it('moves what it can, and fails where something could not be moved', async () => {
    const order = await my.endpointOrder(associating(group, { tns: [tns[0] ?? '', tns[2] ?? '', '2125550100'], aeuis: ['Nobody1', 'Bob00359'] }))
    expect(ending(order)).toBe('FAILED 8098 8098 8098')
    expect((await my.get(`emergencyNotificationGroups/${group}?includeEndpoints=true`)).text)
      .toContain(`<EepTns><TelephoneNumber>${tns[0]}</TelephoneNumber></EepTns><EepAeuiIds><Identifier>Bob00359</Identifier></EepAeuiIds>`)
    expect(ending(await my.endpointOrder(associating(group, { tns: tns.slice(0, 2) })))).toBe('FAILED 8099')
    expect(ending(await my.endpointOrder(dissociating(group, { tns: tns.slice(0, 2), aeuis: ['Bob00359', 'Fred992834'] })))).toBe('FAILED 8098')
    expect(ending(await my.endpointOrder(dissociating(group, { tns: tns.slice(0, 2) })))).toBe('FAILED 8098 8098')
  })

  it('knows groups and endpoints of its own account only', async () => {
    const stranger = notifying(world, await world.newAccount())
    expect(ending(await stranger.endpointOrder(associating(group, { tns: tns.slice(0, 1) })))).toBe('FAILED 8079')
    const theirs = await stranger.group('Theirs', ...await stranger.recipients('a@x.org'))
    expect(ending(await stranger.endpointOrder(associating(theirs, { tns: tns.slice(0, 1), aeuis: ['Bob00359'] })))).toBe('FAILED 8098 8098')
  })

  it('a number that leaves the account leaves the group', async () => {
    const own = await numbersOf(world, owner, 1)
    await calling(world, owner).done(numbersBody(own))
    expect(ending(await my.endpointOrder(associating(group, { tns: own })))).toBe('COMPLETED')
    await world.api('POST', `/accounts/${owner.account}/disconnects`, '<DisconnectTelephoneNumberOrder><DisconnectTelephoneNumberOrderType><TelephoneNumberList>'
      + `<TelephoneNumber>${own[0]}</TelephoneNumber></TelephoneNumberList></DisconnectTelephoneNumberOrderType></DisconnectTelephoneNumberOrder>`, { auth: owner.auth })
    await world.settle(owner.account)
    expect((await my.get(`emergencyNotificationGroups/${group}?includeEndpoints=true`)).text).not.toContain(own[0])
  })
})

describe('400', () => {
  const some = randomUUID()
  const pair = { EmergencyNotificationGroup: { Identifier: some }, AddedAssociations: { EepToEngAssociations: { EepTns: { TelephoneNumber: '9195550100' } } } }
  it.each<[string, object]>([
    ['8079', associating('none', { tns: ['9195550100'] })], ['8083', { ...pair, EmergencyNotificationGroup: { Identifier: '' } }], ['8083', { CustomerOrderId: 'x' }],
    ['8094', { EmergencyNotificationGroup: { Identifier: some } }], ['8094', { ...pair, DeletedAssociations: pair.AddedAssociations }],
    ['8095', associating(some, {})], ['8095', { EmergencyNotificationGroup: { Identifier: some }, DeletedAssociations: '' }],
    ['8097', { ...pair, EmergencyNotificationGroup: [{ Identifier: some }, { Identifier: some }] }],
    ['8096', associating(some, { tns: Array.from({ length: 5001 }, (_none, index) => String(9_192_000_000 + index)) })],
    ['8104', associating(some, { tns: ['9195550100', '12'] })], ['8107', { CustomerOrderId: 'c'.repeat(101), ...pair }],
    ['8107', associating(some, { aeuis: ['c'.repeat(31)] })],
  ])('%s', async (code, order) => { expect(refusal(await my.postEndpointOrder({ ...order }))).toBe(`400 ${code}`) })
})

describe('403', () => {
  it('is for a user who may not place orders', async () => {
    const { status, text: body } = await my.withoutRights('POST', PATH, { EmergencyNotificationEndpointOrder: associating(group, { tns }) })
    expect([status, body]).toEqual([403, denied(ROOT)])
  })
})

describe('409', () => {
  it('is for endpoints that are in other groups', async () => {
    const other = await my.group('Other', ...await my.recipients('two@x.org'))
    expect(ending(await my.endpointOrder(associating(other, { tns: tns.slice(0, 1) })))).toBe('COMPLETED')
    const refused = await my.postEndpointOrder(associating(group, { tns: tns.slice(0, 2) }))
    expect([refusal(refused), text(refused.xml, 'ResponseStatus/Description')]).toEqual(['409 8105', `These endpoints are in other groups: ${tns[0]}`])
    await my.endpointOrder(dissociating(other, { tns: tns.slice(0, 1) }))
  })
})
