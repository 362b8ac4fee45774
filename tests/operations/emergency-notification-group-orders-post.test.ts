import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, it } from 'vitest'
import { adding, deleting, denied, ending, enlarging, notificationWorld, notifying, reducing, refusal, renaming } from '../world/notification.ts'
import { has, names, text } from '../world/xml.ts'

const { world, owner, my } = await notificationWorld()
afterAll(() => world.close())

const ROOT = 'EmergencyNotificationGroupOrderResponse'
const PATH = 'emergencyNotificationGroupOrders'

describe('201', () => {
  it('answers a new group with its recipients in the documented form, and where the order is', async () => {
    const [one = '', two = ''] = await my.recipients('one@x.org', 'two@x.org')
    const { status, xml, text: body, headers } = await my.postGroupOrder({ CustomerOrderId: 'UbOxhMnp', ...adding('JgHzUzIchD', one, two) })
    expect([status, xml.name]).toEqual([201, ROOT])
    expect(names(xml)).toEqual(['OrderId', 'OrderCreatedDate', 'CreatedBy', 'ProcessingStatus', 'CustomerOrderId', 'AddedEmergencyNotificationGroup'])
    const group = text(xml, 'AddedEmergencyNotificationGroup/Identifier')
    expect(body).toContain(`<CreatedBy>sandbox-${owner.account}</CreatedBy><ProcessingStatus>PROCESSING</ProcessingStatus><CustomerOrderId>UbOxhMnp</CustomerOrderId>`
      + `<AddedEmergencyNotificationGroup><Identifier>${group}</Identifier><Description>JgHzUzIchD</Description><AddedEmergencyNotificationRecipients>`
      + `<EmergencyNotificationRecipient><Identifier>${one}</Identifier></EmergencyNotificationRecipient>`
      + `<EmergencyNotificationRecipient><Identifier>${two}</Identifier></EmergencyNotificationRecipient></AddedEmergencyNotificationRecipients></AddedEmergencyNotificationGroup>`)
    expect(headers.get('location')).toBe(`${world.url}/accounts/${owner.account}/${PATH}/${text(xml, 'OrderId')}`)
  })

  it('makes a group, enlarges, reduces, renames and deletes it; its recipients stay', async () => {
    const [one = '', two = '', three = ''] = await my.recipients('a@x.org', 'b@x.org', 'c@x.org')
    const group = await my.group('Building 5', one)
    const members = async () => [...(await my.get(`emergencyNotificationGroups/${group}`)).text.matchAll(/<EmergencyNotificationRecipient><Identifier>([^<]*)/g)].map(([, id]) => id)
    const enlarged = await my.postGroupOrder(enlarging(group, two, three))
    expect(has(enlarged.xml, 'ModifiedEmergencyNotificationGroup/AddedEmergencyNotificationRecipients')).toBe(true)
    await world.settle(owner.account)
    expect(await members()).toEqual([one, two, three])
    const reduced = await my.postGroupOrder(reducing(group, one))
    expect([text(reduced.xml, 'ModifiedEmergencyNotificationGroup/Description'), has(reduced.xml, 'ModifiedEmergencyNotificationGroup/DeletedEmergencyNotificationRecipients')])
      .toEqual(['Building 5', true])
    await world.settle(owner.account)
    expect(await members()).toEqual([two, three])
    const renamed = await my.postGroupOrder({ UpdatedEmergencyNotificationGroup: { Identifier: group, Description: 'Building 6' } })
    expect(text(renamed.xml, 'UpdatedEmergencyNotificationGroup/Description')).toBe('Building 6')
    await world.settle(owner.account)
    expect(text((await my.get(`emergencyNotificationGroups/${group}`)).xml, 'EmergencyNotificationGroup/Description')).toBe('Building 6')
    const deleted = await my.postGroupOrder(deleting(group))
    expect(names(deleted.xml)).toEqual(['OrderId', 'OrderCreatedDate', 'CreatedBy', 'ProcessingStatus', 'DeletedEmergencyNotificationGroup'])
    await world.settle(owner.account)
    expect([(await my.get(`emergencyNotificationGroups/${group}`)).status, (await my.getRecipient(two)).status]).toEqual([404, 200])
    expect(await my.group('Again', two)).not.toBe(group)
  })

  it('an order of which something is impossible fails and changes nothing', async () => {
    const [one = '', two = '', three = '', four = ''] = await my.recipients('d@x.org', 'e@x.org', 'f@x.org', 'g@x.org')
    const group = await my.group('Floor 1', one, two)
    const stranger = notifying(world, await world.newAccount())
    const [theirs = ''] = await stranger.recipients('d@x.org')
    const theirGroup = await stranger.group('Theirs', theirs)
    expect(ending(await my.groupOrder(enlarging(group, three, four)))).toBe('FAILED 8082')
    expect(ending(await my.groupOrder(reducing(group, one, two)))).toBe('FAILED 8082')
    expect(ending(await my.groupOrder(reducing(group, three)))).toBe('FAILED 8102')
    expect(ending(await my.groupOrder(enlarging(group, theirs)))).toBe('FAILED 8081')
    expect(ending(await my.groupOrder(adding('New', three, randomUUID())))).toBe('FAILED 8081')
    expect(ending(await my.groupOrder(renaming(theirGroup, 'Mine')))).toBe('FAILED 8087')
    expect(ending(await my.groupOrder(deleting(randomUUID())))).toBe('FAILED 8087')
    expect((await my.getRecipient(three)).status).toBe(200)
    expect((await my.postGroupOrder(adding('New', three))).status).toBe(201)
    await world.settle(owner.account)
  })

  it('of two orders for one recipient the second fails', async () => {
    const [one = ''] = await my.recipients('race@x.org')
    const placed = await Promise.all([my.postGroupOrder(adding('First', one)), my.postGroupOrder(adding('Second', one))])
    await world.settle(owner.account)
    const endings: string[] = []
    for (const { status, xml } of placed) endings.push(status === 409 ? 'FAILED 8080' : ending(await my.getGroupOrder(text(xml, 'OrderId'))))
    expect(endings.toSorted()).toEqual(['COMPLETED', 'FAILED 8080'])
  })
})

describe('400', () => {
  const some = randomUUID()
  it.each<[string, object]>([
    ['8081', adding('d', 'nobody')], ['8082', adding('d', some, some)], ['8082', adding('d', some, randomUUID(), randomUUID(), randomUUID())],
    ['8082', { AddedEmergencyNotificationGroup: { Description: 'd', AddedEmergencyNotificationRecipients: '' } }],
    ['8083', { DeletedEmergencyNotificationGroup: { Identifier: '' } }], ['8083', { ModifiedEmergencyNotificationGroup: { Description: 'd' } }],
    ['8085', { CustomerOrderId: 'x' }], ['8086', { AddedEmergencyNotificationGroup: { Description: 'd' } }], ['8087', deleting('nothing')],
    ['8088', adding('', some)], ['8088', { AddedEmergencyNotificationGroup: { Identifier: some } }], ['8101', renaming(some, ' ')], ['8089', adding('d', ' ')],
    ['8097', { ...adding('d', some), ...deleting(some) }], ['8101', { ModifiedEmergencyNotificationGroup: { Identifier: some } }],
    ['8103', { ModifiedEmergencyNotificationGroup: {
      Identifier: some, AddedEmergencyNotificationRecipients: { EmergencyNotificationRecipient: { Identifier: some } },
      DeletedEmergencyNotificationRecipients: { EmergencyNotificationRecipient: { Identifier: some } },
    } }],
    ['8107', adding('d'.repeat(201), some)], ['8107', { CustomerOrderId: 'c'.repeat(101), ...deleting(some) }],
  ])('%s: %o', async (code, order) => { expect(refusal(await my.postGroupOrder({ ...order }))).toBe(`400 ${code}`) })
})

describe('403', () => {
  it('is for a user who may not place orders', async () => {
    const { status, text: body } = await my.withoutRights('POST', PATH, { EmergencyNotificationGroupOrder: deleting(randomUUID()) })
    expect([status, body]).toEqual([403, denied(ROOT)])
  })
})

describe('409', () => {
  it('is for a recipient that is in a group, and for a group that has endpoints', async () => {
    const [one = ''] = await my.recipients('h@x.org')
    const group = await my.group('Floor 2', one)
    expect(refusal(await my.postGroupOrder(adding('Another', one)))).toBe('409 8080')
    await world.database.pool.query(`insert into emergency_endpoint (account_id, kind, identifier, notification_group_id, created_at) values ($1, 'TN', '9195550100', $2, now())`,
      [owner.account, group])
    const refused = await my.postGroupOrder(deleting(group))
    expect([refusal(refused), refused.xml.name]).toEqual(['409 8100', ROOT])
  })
})
