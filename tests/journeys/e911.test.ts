import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startCallbackReceiver, type CallbackReceiver } from '../world/callback-receiver.ts'
import { calling, CAMPUS, e911In, house, identifiersBody, locationsBody, MISSPELT, NOWHERE, numbersBody, outcome, REMOVE } from '../world/e911.ts'
import { actions, numbersOf } from '../world/held-numbers.ts'
import { bringing, outside } from '../world/hosting.ts'
import { locations } from '../world/locations.ts'
import { sandboxOf } from '../world/sandbox.ts'
import { subscribe } from '../world/subscriptions.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { text, texts } from '../world/xml.ts'
import { readXml } from '../../src/kernel/xml/index.ts'

/** A number gets an address for emergency calls, and loses it. */

let world: World
let owner: FreshAccount
let my: ReturnType<typeof calling>
let callbacks: CallbackReceiver
beforeAll(async () => {
  world = await createWorld()
  owner = await world.newAccount()
  my = calling(world, owner)
  callbacks = await startCallbackReceiver()
})
afterAll(async () => {
  await callbacks.close()
  await world.close()
})

const ADDRESS = '<Address><HouseNumber>901</HouseNumber><StreetName>MAIN CAMPUS</StreetName><StreetSuffix>DR</StreetSuffix><City>RALEIGH</City><StateCode>NC</StateCode>'
  + '<Zip>27606</Zip><PlusFour>5244</PlusFour><Country>United States</Country></Address>'
const addressesOf = async (account: FreshAccount) => (await calling(world, account).get('/addresses?type=E911')).text

describe('a number', () => {
  it('gets an address, which its details show in the documented form, moves, and loses it again', async () => {
    const [tn = ''] = await numbersOf(world, owner, 1)
    expect(e911In(await my.details(tn))).toBeUndefined()
    expect(outcome(await my.done(numbersBody([tn], { CallerName: 'Test CallerName', Address: { ...CAMPUS, StreetSuffix: 'Drive', City: 'Raleigh', PlusFour: undefined } })))).toBe('COMPLETE')
    expect(e911In(await my.details(tn))).toBe('<E911><LastE911OrderOutcome>SUCCESS</LastE911OrderOutcome><SipPeerAddress>false</SipPeerAddress>'
      + `<CallerName>Test CallerName</CallerName>${ADDRESS}</E911>`)
    expect(await addressesOf(owner)).toContain('<AddressType>E911</AddressType><EndpointCount>1</EndpointCount><ValidationStatus>VALID</ValidationStatus>')

    expect(outcome(await my.done(numbersBody([tn], { Address: MISSPELT })))).toBe('ADJUSTED_COMPLETE')
    expect(e911In(await my.details(tn))).toContain('<CallerName>Test CallerName</CallerName><Address><HouseNumber>1600</HouseNumber><StreetName>PENNSYLVANIA</StreetName>')

    expect(outcome(await my.done(numbersBody([tn], REMOVE)))).toBe('COMPLETE')
    expect(e911In(await my.details(tn))).toBe('<E911><LastE911OrderOutcome>SUCCESS</LastE911OrderOutcome><SipPeerAddress>false</SipPeerAddress></E911>')
    expect(await addressesOf(owner)).toContain('The resource does not exist')
  })

  it('without an address of its own has that of its SIP peer', async () => {
    const account = await world.newAccount()
    const its = calling(world, account)
    await locations(world, account).put(`/sites/${account.site}/sippeers/${account.peer}`, { SipPeer: { PeerName: 'Default peer', IsDefaultPeer: 'true', Address: { ...CAMPUS, AddressType: 'Service' } } })
    const [tn = ''] = await numbersOf(world, account, 1)
    expect(e911In(await its.details(tn))).toBe(`<E911><SipPeerAddress>true</SipPeerAddress>${ADDRESS}</E911>`)
    await its.done(numbersBody([tn], { Address: house('12') }))
    expect(e911In(await its.details(tn))).toContain('<SipPeerAddress>false</SipPeerAddress><Address><HouseNumber>12</HouseNumber>')
    await its.done(numbersBody([tn], REMOVE))
    expect(e911In(await its.details(tn))).toBe(`<E911><LastE911OrderOutcome>SUCCESS</LastE911OrderOutcome><SipPeerAddress>true</SipPeerAddress>${ADDRESS}</E911>`)
  })

  it('keeps what it had when an order fails, and its details say so; the order explains why', async () => {
    const [tn = ''] = await numbersOf(world, owner, 1)
    await my.done(numbersBody([tn], { CallerName: 'Eli', Address: CAMPUS }))
    const failed = await my.done(numbersBody([tn], { Address: NOWHERE }))
    expect(outcome(failed)).toBe('FAILED 8006')
    expect([text(failed.xml, 'ErrorList/Error/Description'), texts(failed.xml, 'ErrorList/Error/TelephoneNumbers/TelephoneNumber')])
      .toEqual(['The address is not known to the emergency service.', [tn]])
    expect(e911In(await my.details(tn))).toBe(`<E911><LastE911OrderOutcome>FAILED</LastE911OrderOutcome><SipPeerAddress>false</SipPeerAddress><CallerName>Eli</CallerName>${ADDRESS}</E911>`)
    await my.done(numbersBody([tn], REMOVE))
  })

  it('that is given up loses its address; the next holder does not see it', async () => {
    const [gone = '', stays = ''] = await numbersOf(world, owner, 2)
    await my.done(numbersBody([gone, stays]))
    expect(await addressesOf(owner)).toContain('<EndpointCount>2</EndpointCount>')
    const listed = await world.api('GET', '/tns?service=e911', undefined, { auth: owner.auth })
    expect([...listed.text.matchAll(/<FullNumber>(\d+)/g)].map(([, tn]) => tn)).toEqual([gone, stays])
    await actions(world, owner).disconnect([gone])
    await world.settle(owner.account)
    expect(await addressesOf(owner)).toContain('<EndpointCount>1</EndpointCount>')
    await actions(world, owner).disconnect([stays])
    await world.settle(owner.account)
    expect(await addressesOf(owner)).toContain('The resource does not exist')
    expect(e911In(await my.details(gone))).toBeUndefined()
  })
})

describe('those who subscribed', () => {
  it('hear of every state', async () => {
    const [tn = ''] = await numbersOf(world, owner, 1)
    await subscribe(world, owner, callbacks.url, { about: '<OrderType>e911s</OrderType>' })
    const id = await my.place(numbersBody([tn], { CustomerOrderId: 'mine', Address: MISSPELT }))
    await world.settle(owner.account)
    const told = callbacks.requests.map(({ body }) => readXml(body)).map((each) => ['OrderType', 'OrderId', 'CustomerOrderId', 'Status'].map((part) => text(each, part)))
    expect(told).toEqual(['RECEIVED', 'PROCESSING', 'ADJUSTED_COMPLETE'].map((status) => ['e911s', id, 'mine', status]))
  })
})

describe('many numbers', () => {
  it('5,000 of them are done in one order, and removed in one', async () => {
    const account = await world.newAccount()
    const its = calling(world, account)
    const tns = await outside(world, 5000)
    await bringing(world, account).external('IMPORT', tns)
    const order = await its.done(numbersBody(tns, { CallerName: 'Hall', Address: CAMPUS }))
    expect([outcome(order), texts(order.xml, 'TelephoneNumbers/TelephoneNumber').length]).toEqual(['COMPLETE', 5000])
    expect(await addressesOf(account)).toContain('<EndpointCount>5000</EndpointCount>')
    expect(e911In(await its.details(tns[4999] ?? ''))).toContain('SUCCESS')
    expect((await world.api('GET', `/tns?service=E911&size=1`, undefined, { auth: account.auth })).text).toContain('<TelephoneNumberCount>5000</TelephoneNumberCount>')
    expect(outcome(await its.done(numbersBody(tns, { Address: house('9113') })))).toBe('PARTIAL 8005')
    expect(outcome(await its.done(numbersBody(tns, REMOVE)))).toBe('COMPLETE')
    expect(await addressesOf(account)).toContain('The resource does not exist')
  })
})

describe('a reset of the sandbox', () => {
  it('forgets addresses, identifiers and orders, those under way, too', async () => {
    const account = await world.newAccount()
    const its = calling(world, account)
    const [tn = ''] = await numbersOf(world, account, 1)
    await its.done(numbersBody([tn]))
    await its.done(identifiersBody([{ Identifier: 'a', PIDFLOEnabled: 'true' }], { Address: CAMPUS }))
    await its.done(locationsBody([{ LocationId: 'hall', ...CAMPUS }]))
    await its.place(numbersBody([tn], { Address: house('9111') }))
    expect((await sandboxOf(world, account).reset()).status).toBe(200)
    expect([(await its.get('/aeuis')).status, (await its.get('/addresses?type=E911')).status, text((await its.get('/e911s')).xml, 'TotalCount')]).toEqual([404, 404, '0'])
    for (const table of ['emergency_endpoint', 'stored_address', 'e911_claim', 'emergency_withdrawal']) {
      const { rows } = await world.database.pool.query(`select from ${table} where account_id = $1`, [account.account])
      expect([table, rows.length]).toEqual([table, 0])
    }
  })
})
