import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Operation } from '../../src/kernel/contract/operation.ts'
import { csrs, magic } from '../world/csrs.ts'
import { numbersBody } from '../world/e911.ts'
import { emergencyOf } from '../world/emergency.ts'
import { attaching } from '../world/files.ts'
import { externalBody, importBody, outside, removalBody } from '../world/hosting.ts'
import { dldaGroup, lidbGroup, lineFeatures } from '../world/line-features.ts'
import { associating, EMAIL, notifying, renaming } from '../world/notification.ts'
import { existingOrder, search } from '../world/orders.ts'
import { addressOf, builtOperations, storedRows, type PathValues } from '../world/requests.ts'
import { subscribe } from '../world/subscriptions.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { text } from '../world/xml.ts'

/** Whatever belongs to somebody else answers exactly like what does not exist, for every operation there is. */

let world: World
let mine: FreshAccount
let theirs: FreshAccount
/** For each path parameter, or that of a group of operations: an id of the other account, and one that nothing has. */
let ids: Readonly<Record<string, readonly [string, string]>>

beforeAll(async () => {
  world = await createWorld()
  mine = await world.newAccount()
  theirs = await world.newAccount()
  const [tn = '', free = '', given = '', held = ''] = await search(world, 4)
  const post = (path: string, body: string) => world.api('POST', `/accounts/${theirs.account}/${path}`, body, { auth: theirs.auth })
  const subscription = await subscribe(world, theirs, 'http://127.0.0.1:9/')
  const placed = await post('orders', existingOrder(theirs.site, [tn, given]))
  await emergencyOf(world, theirs.account).endpoint({ identifier: 'theirs', callback: '9195551234' })
  await world.settle(theirs.account)
  const noted = await post(`orders/${text(placed.xml, 'Order/id')}/notes`, '<Note><UserId>theirs</UserId><Description>theirs</Description></Note>')
  const disconnected = await post('disconnects', '<DisconnectTelephoneNumberOrder><DisconnectTelephoneNumberOrderType><TelephoneNumberList>' +
    `<TelephoneNumber>${given}</TelephoneNumber></TelephoneNumberList></DisconnectTelephoneNumberOrderType></DisconnectTelephoneNumberOrder>`)
  const reserved = await post('tnreservation', `<Reservation><ReservedTn>${held}</ReservedTn></Reservation>`)
  const application = await post('applications',
    '<Application><ServiceType>Messaging-V2</ServiceType><AppName>theirs</AppName><MsgCallbackUrl>http://example.com</MsgCallbackUrl></Application>')
  const credential = await post('sipcredentials', '<SipCredentials><SipCredential><UserName>theirs</UserName><Domain>example.com</Domain>' +
    `<Hash1>${'a'.repeat(32)}</Hash1><Hash1b>${'b'.repeat(32)}</Hash1b></SipCredential></SipCredentials>`)
  expect([noted.status, disconnected.status, reserved.status, application.status, credential.status]).toEqual([201, 201, 201, 201, 201])
  const brought = await outside(world, 1)
  const imported = await post('importTnOrders', importBody(theirs.site, brought))
  await world.settle(theirs.account)
  const removed = await post('removeImportedTnOrders', removalBody(brought))
  const file = await attaching(world, theirs).attach(lastOf(imported))
  const external = await post('externalTns', externalBody(theirs.site, 'IMPORT', brought))
  await world.settle(theirs.account)
  const csr = await csrs(world, theirs).placed(magic.byHand)
  const emergency = await post('e911s', numbersBody([tn]))
  await world.settle(theirs.account)
  const entered = lineFeatures(world, theirs)
  const [lidb, dlda] = [await entered.placeLidb(lidbGroup([tn])), await entered.placeDlda(dldaGroup([tn]))]
  const csrNoted = await post(`csrs/${csr}/notes`, '<Note><UserId>theirs</UserId><Description>theirs</Description></Note>')
  const delivery = await world.database.db.selectFrom('delivery').select('id').where('account_id', '=', theirs.account).executeTakeFirstOrThrow()
  const recipient = await notifying(world, theirs).recipient(EMAIL)
  const notificationGroup = await notifying(world, theirs).group('theirs', recipient)
  const groupOrder = await notifying(world, theirs).postGroupOrder(renaming(notificationGroup, 'theirs still'))
  await world.settle(theirs.account)
  const endpointOrder = await notifying(world, theirs).postEndpointOrder(associating(notificationGroup, { aeuis: ['theirs'] }))
  await world.settle(theirs.account)
  ids = {
    siteid: [String(theirs.site), '999999'], site: [String(theirs.site), '999999'], sippeerid: [String(theirs.peer), '999999'], orderid: [text(placed.xml, 'Order/id'), randomUUID()],
    subscriptionid: [subscription, randomUUID()], tn: [tn, free],
    userid: [`sandbox-${theirs.account}`, 'nobody'], username: [`sandbox-${theirs.account}`, 'nobody'], acid: ['theirs', 'nobodys'], enrid: [recipient, randomUUID()], engid: [notificationGroup, randomUUID()],
    'emergencynotificationgrouporders.orderid': [lastOf(groupOrder), randomUUID()],
    'emergencynotificationendpointorders.orderid': [lastOf(endpointOrder), randomUUID()],
    account: [String(theirs.account), '99999999'],
    'csrs.orderid': [csr, randomUUID()], 'e911s.orderid': [lastOf(emergency), randomUUID()], 'csrs.noteid': [lastOf(csrNoted), '999999999'],
    lidbid: [lidb, randomUUID()], 'dldas.orderid': [dlda, randomUUID()],
    noteid: [lastOf(noted), '999999999'], disconnectid: [text(disconnected.xml, 'orderRequest/id'), randomUUID()],
    reservationid: [lastOf(reserved), randomUUID()], applicationid: [text(application.xml, 'Application/ApplicationId'), randomUUID()],
    compositeusername: ['theirs@example.com', 'nobodys@example.com'], deliveryid: [delivery.id, randomUUID()], number: ['1', '2'],
    'importtnorders.orderid': [lastOf(imported), randomUUID()], 'removeimportedtnorders.orderid': [lastOf(removed), randomUUID()],
    'externaltns.orderid': [lastOf(external), randomUUID()], fileid: [file, `${randomUUID()}-1.pdf`],
    // Rate centers belong to nobody: two that do not exist.
    ratecenterid: ['99999998', '99999999'], feature: ['Origination', 'Nothing'], client: ['theirs', 'nobodys'],
  }
})
afterAll(() => world.close())

/** Operations that tell facts of the numbering plan, which are everybody's, whoever holds the number. */
const PUBLIC_FACTS = new Set(['tns-id-ratecenter-get', 'tns-id-lata-get', 'tns-id-lca-get', 'tns-id-available-nn-routes-get'])

/** The id that ends a Location. */
const lastOf = ({ headers }: { headers: Headers }): string => headers.get('location')?.split('/').at(-1) ?? ''

const namesIn = ({ path }: Operation) => [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name.toLowerCase())
const onesFor = (operation: Operation): PathValues => Object.fromEntries(namesIn(operation).map((name) => [name, '1']))

const BODY = '<Nothing/>'

async function ask(operation: Operation, values: PathValues, auth: string) {
  const address = addressOf(operation, values)
  const path = address.startsWith('/sandbox') ? `${world.origin}${address}` : `${world.url}${address}`
  const response = await fetch(path, {
    method: operation.method, headers: { authorization: `Basic ${btoa(auth)}`, 'content-type': 'application/xml' },
    body: operation.body || operation.upload ? BODY : undefined,
  })
  // Both answers repeat the id that was asked for; nothing else may differ.
  const asked = Object.entries(values).filter(([name]) => name !== 'accountid' || values.accountid !== mine.account)
    // Single digits stand in codes and declarations too.
    .map(([, value]) => String(value)).filter((id) => id.length > 2)
  return { status: response.status, text: asked.reduce((body, id) => body.replaceAll(id, '*'), await response.text()) }
}

describe('an account of somebody else', () => {
  it('answers every operation like one that does not exist', async () => {
    const operations = world.program.routes.map(({ operation }) => operation).filter((operation) => namesIn(operation).includes('accountid'))
    expect(operations.length).toBeGreaterThan(10)
    const before = await storedRows(world)
    for (const operation of operations) {
      const values = onesFor(operation)
      const foreign = await ask(operation, { ...values, accountid: theirs.account }, mine.auth)
      expect(foreign, operation.id).toEqual(await ask(operation, { ...values, accountid: 99_999_999 }, mine.auth))
      expect(foreign.status, operation.id).toBe(404)
    }
    expect(await storedRows(world)).toEqual(before)
  })
})

describe('an id of somebody else under an account of one\'s own', () => {
  it('answers every operation like one that does not exist', async () => {
    const before = await storedRows(world)
    const operations = builtOperations(world)
      .filter((operation) => !PUBLIC_FACTS.has(operation.id) && namesIn(operation).some((name) => name !== 'accountid'))
    expect(operations.length).toBeGreaterThan(5)
    for (const operation of operations) {
      const names = namesIn(operation).filter((name) => name !== 'accountid')
      const [foreign, none] = [0, 1].map((which) => Object.fromEntries(names.map((name) => {
        const pair = ids[`${operation.group.toLowerCase()}.${name}`] ?? ids[name]
        if (!pair) throw new Error(`${operation.id}: the test knows no ids for {${name}}; add a pair`)
        return [name, pair[which] ?? '']
      })))
      const answer = await ask(operation, { ...foreign, accountid: mine.account }, mine.auth)
      expect(answer, operation.id).toEqual(await ask(operation, { ...none, accountid: mine.account }, mine.auth))
      expect(answer.status, `${operation.id}: ${answer.text}`).toBeGreaterThanOrEqual(400)
      expect(answer.status).toBeLessThan(500)
    }
    expect(await storedRows(world)).toEqual(before)
  })
})

describe('without credentials', () => {
  it('every operation but the public ones answers 401 with a challenge, whatever the path holds', async () => {
    for (const { operation } of world.program.routes) {
      if (operation.access === 'public') continue
      const address = addressOf(operation, onesFor(operation))
      const response = await fetch(address.startsWith('/sandbox') ? `${world.origin}${address}` : `${world.url}${address}`, { method: operation.method })
      expect([operation.id, response.status, response.headers.get('www-authenticate')?.slice(0, 12)]).toEqual([operation.id, 401, 'Basic realm='])
      expect(await response.text()).not.toBe('')
    }
  })
})
