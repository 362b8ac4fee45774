import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { csrs, EVERY_FIELD, magic } from '../world/csrs.ts'
import { person } from '../world/people.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { at, names, text, texts } from '../world/xml.ts'

let world: World
let owner: FreshAccount
let my: ReturnType<typeof csrs>
beforeAll(async () => {
  world = await createWorld()
  owner = await world.newAccount()
  my = csrs(world, owner)
})
afterAll(() => world.close())

const namesOfUser = () => owner.auth.split(':')[0] ?? ''

describe('200', () => {
  it('shows the record of the documented example', async () => {
    const id = await my.placed(magic.guide)
    const { status, xml } = await my.get(`/${id}`)
    expect([status, xml.name]).toEqual([200, 'CsrResponse'])
    expect(names(xml)).toEqual(['LastModifiedBy', 'OrderCreateDate', 'AccountId', 'OrderId', 'LastModifiedDate', 'Status', 'CsrData'])
    expect([text(xml, 'AccountId'), text(xml, 'OrderId'), text(xml, 'Status')]).toEqual([String(owner.account), id, 'COMPLETE'])
    const data = at(xml, 'CsrData')
    expect(data.children.map((child) => child.name)).toEqual(['CustomerName', 'ServiceAddress', 'WorkingTelephoneNumber', 'WorkingTelephoneNumbersOnAccount'])
    expect(at(data, 'ServiceAddress').children.map(({ name, text: value }) => `${name} ${value}`)).toEqual([
      'UnparsedAddress 1234 Main ST Durham NC 27707', 'HouseNumber 1234', 'StreetName Main', 'StreetSuffix ST', 'City Durham', 'State NC', 'Zip 27707',
    ])
    expect([text(data, 'CustomerName'), text(data, 'WorkingTelephoneNumber'), texts(data, 'WorkingTelephoneNumbersOnAccount/TelephoneNumber')])
      .toEqual(['House of Mouse', magic.guide, [magic.guide]])
  })

  it('shows all numbers on the account', async () => {
    const { xml } = await my.get(`/${await my.placed(magic.company)}`)
    expect(text(xml, 'CsrData/AccountNumber')).toMatch(/^\d{9}$/)
    expect(texts(xml, 'CsrData/WorkingTelephoneNumbersOnAccount/TelephoneNumber')).toEqual(Array.from({ length: 10 }, (_one, line) => `919555016${line}`))
  })

  it('shows an address that is not in parts as one line', async () => {
    // 919-555 belongs to a carrier that does not take addresses apart.
    const address = at((await my.get(`/${await my.placed(magic.automated)}`)).xml, 'CsrData/ServiceAddress')
    expect(names(address)).toEqual(['UnparsedAddress', 'City', 'State', 'Zip'])
  })

  it('repeats what was said of the end user, but for the password', async () => {
    const { text: body, xml } = await my.get(`/${await my.placed(magic.unsupported, `<CustomerOrderId>my own</CustomerOrderId>${EVERY_FIELD}`)}`)
    expect(names(xml)).toEqual([
      'Errors', 'CustomerOrderId', 'LastModifiedBy', 'OrderCreateDate', 'AccountId', 'OrderId', 'LastModifiedDate', 'Status', 'AccountNumber', 'AccountTelephoneNumber',
      'EndUserName', 'AuthorizingUserName', 'CustomerCode', 'EndUserPIN', 'AddressLine1', 'City', 'State', 'ZIPCode', 'TypeOfService', 'CsrData',
    ])
    expect([text(xml, 'CustomerOrderId'), text(xml, 'EndUserPIN'), text(xml, 'ZIPCode')]).toEqual(['my own', '12345', '27612'])
    expect(body).not.toContain('>password<')
  })

  it('shows of one that failed why, and only its number', async () => {
    const { xml } = await my.get(`/${await my.placed(magic.unsupported)}`)
    expect([text(xml, 'Status'), text(xml, 'Errors/Error/Code'), text(xml, 'Errors/Error/Description')]).toEqual(['FAILED', '26500', 'CSR is not available for this TN'])
    expect(at(xml, 'CsrData').children.map(({ name, text: value }) => [name, value])).toEqual([['WorkingTelephoneNumber', magic.unsupported]])
  })

  it.each([['waits for the carrier', magic.byHand, 'PROCESSING'], ['waits for the customer', magic.asks, 'ACTION_REQUIRED']])('tells of one that %s which number it is about', async (_what, tn, status) => {
    const { xml } = await my.get(`/${await my.placed(tn)}`)
    expect(text(xml, 'Status')).toBe(status)
    expect(at(xml, 'CsrData').children.map(({ name, text: value }) => [name, value])).toEqual([['WorkingTelephoneNumber', tn]])
  })

  it('shows who changed it last', async () => {
    const id = await my.placed(magic.byHand)
    expect(text((await my.get(`/${id}`)).xml, 'LastModifiedBy')).toBe('System')
    await my.put(id, '<Csr><EndUserPIN>1234</EndUserPIN></Csr>')
    expect(text((await my.get(`/${id}`)).xml, 'LastModifiedBy')).toBe(namesOfUser())
  })

  it('masks the end user for whoever may not see end users', async () => {
    const [found, said] = [await my.placed(magic.company), await my.placed(magic.asks, EVERY_FIELD)]
    const auth = await person(world, { username: 'masked', accounts: [owner.account], roles: [{ role: 'ROLE_API_ORDERING', view: true, update: false }] })
    const { xml, text: body } = await my.get(`/${found}`, auth)
    expect(names(at(xml, 'CsrData'))).toEqual(names(at((await my.get(`/${found}`)).xml, 'CsrData')))
    expect([text(xml, 'CsrData/CustomerName'), text(xml, 'CsrData/AccountNumber'), text(xml, 'CsrData/ServiceAddress/UnparsedAddress'), text(xml, 'CsrData/ServiceAddress/Zip')])
      .toEqual(Array.from({ length: 4 }, () => '********'))
    expect([text(xml, 'CsrData/WorkingTelephoneNumber'), text(xml, 'CsrData/ServiceAddress/State')]).toEqual([magic.company, 'NC'])
    const full = (await my.get(`/${found}`)).xml
    for (const path of ['CsrData/CustomerName', 'CsrData/AccountNumber', 'CsrData/ServiceAddress/Zip']) expect(body).not.toContain(`>${text(full, path)}<`)
    const other = (await my.get(`/${said}`, auth)).xml
    expect(['AccountNumber', 'EndUserName', 'AuthorizingUserName', 'EndUserPIN', 'AddressLine1', 'ZIPCode'].map((name) => text(other, name))).toEqual(Array.from({ length: 6 }, () => '********'))
    expect([text(other, 'City'), text(other, 'TypeOfService')]).toEqual(['Raleigh', 'residential'])
    const seeing = await person(world, {
      username: 'seeing', accounts: [owner.account], roles: [{ role: 'ROLE_API_ORDERING', view: true, update: false }, { role: 'ROLE_API_END_USER', view: true, update: false }],
    })
    expect(text((await my.get(`/${said}`, seeing)).xml, 'EndUserName')).toBe('bandwidthGuy')
  })
})

describe('404', () => {
  it.each(['00000000-0000-7000-8000-000000000000', 'csr', '1'])('answers like nothing for %s', async (id) => {
    const { status, xml } = await my.get(`/${id}`)
    expect([status, xml.name, text(xml, 'Errors/Error/Code'), text(xml, 'Errors/Error/Description')]).toEqual([404, 'CsrResponse', '404', 'The resource does not exist'])
  })

  it('answers the same for an order of somebody else', async () => {
    const { status, xml } = await world.api('GET', `/accounts/${world.account}/csrs/${await my.placed(magic.automated)}`)
    expect([status, text(xml, 'Errors/Error/Description')]).toEqual([404, 'The resource does not exist'])
  })
})
