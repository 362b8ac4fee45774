import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { calling, CAMPUS, house, identifiersBody, locationsBody, numbersBody } from '../world/e911.ts'
import { numbersOf } from '../world/held-numbers.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { all, at, names, text } from '../world/xml.ts'

let world: World
let owner: FreshAccount
let my: ReturnType<typeof calling>
let tn: string
const ids: string[] = []
beforeAll(async () => {
  world = await createWorld()
  owner = await world.newAccount()
  my = calling(world, owner)
  tn = (await numbersOf(world, owner, 1))[0] ?? ''
  for (const body of [
    numbersBody([tn], { CustomerOrderId: 'mine-1', CallerName: '0931180f-4', Address: CAMPUS }),
    numbersBody([tn, '9992345678'], { Address: { ...CAMPUS, StreetName: 'MAIN CAMPUSS' } }),
    identifiersBody([{ Identifier: 'blep123', PIDFLOEnabled: 'true', CallbackNumber: '9706542333' }, { Identifier: 'b2', PIDFLOEnabled: 'true' }], { Address: CAMPUS }),
    locationsBody([house('12')]),
  ]) {
    ids.push(await my.place(body))
    await world.settle(owner.account)
  }
})
afterAll(() => world.close())

const list = async (query: string) => all((await my.get(`/e911s?${query}`)).xml, 'E911OrderSummary').map((entry) => ids.indexOf(text(entry, 'OrderId')))

describe('200', () => {
  it('lists summaries in the documented form, newest first', async () => {
    const { xml } = await my.get('/e911s')
    expect([xml.name, text(xml, 'TotalCount')]).toEqual(['E911Orders', '4'])
    const summaries = all(xml, 'E911OrderSummary')
    expect(names(summaries[0] ?? xml)).toEqual(['accountId', 'CountOfTNs', 'userId', 'lastModifiedDate', 'OrderDate', 'OrderType', 'OrderStatus', 'OrderId'])
    expect(summaries.map((each) => [text(each, 'CountOfTNs'), text(each, 'OrderType'), text(each, 'OrderStatus')])).toEqual([
      ['0', 'e911', 'COMPLETE'], ['2', 'e911', 'COMPLETE'], ['2', 'e911', 'ADJUSTED_PARTIAL'], ['1', 'e911', 'COMPLETE'],
    ])
  })

  it.each<[string, () => string, number[]]>([
    ['status', () => 'status=complete', [3, 2, 0]], ['several statuses', () => 'status=adjusted_partial&status=failed', [1]],
    ['a number', () => `tn=${tn}`, [1, 0]], ['a number that failed, as people write it', () => 'tn=(999)%20234-5678', [1]],
    ['a callback number', () => 'callBack=9706542333', [2]], ['an identifier', () => 'aeui=b2', [2]], ['an identifier that is a number', () => `aeui=${tn}`, []],
    ['two of them', () => `callBack=9706542333&aeui=b2`, [2]], ['their own id', () => 'customerOrderId=mine-1', [0]],
    ['the order id', () => `orderIdFragment=${ids[3]}`, [3]], ['who changed it', () => 'lastModifiedBy=system', [3, 2, 1, 0]], ['who did not', () => 'lastModifiedBy=nobody', []],
    ['creation', () => 'createdDateFrom=2001-01-01&createdDateTo=2001-12-31', []], ['change', () => 'modifiedDateFrom=2001-01-01&modifiedDateTo=2099-12-31', [3, 2, 1, 0]],
    ['a later change', () => 'lastModifiedAfter=2098-12-31', []],
  ])('finds by %s', async (_what, query, wanted) => { expect(await list(query())).toEqual(wanted) })

  it('leaves out what is older than two years, unless a filter that names something is given', async () => {
    await world.database.pool.query(`update orders set created_at = created_at - interval '3 years' where id = $1`, [ids[0]])
    expect(await list('')).toEqual([3, 2, 1])
    expect(await list(`tn=${tn}`)).toEqual([1, 0])
    await world.database.pool.query(`update orders set created_at = created_at + interval '3 years' where id = $1`, [ids[0]])
  })

  it('lists whole orders on request, in the documented form', async () => {
    const { xml, text: body } = await my.get('/e911s?orderDetails=true')
    const [addresses, identifiers, partly, whole] = all(xml, 'E911Order')
    expect(names(whole ?? xml)).toEqual(['OrderCreateDate', 'AccountId', 'CreatedByUser', 'OrderId', 'LastModifiedDate', 'Address', 'CallerName', 'CustomerOrderId',
      'ErrorList', 'ProcessingStatus', 'TelephoneNumbers'])
    expect(body).toContain('<Address><HouseNumber>901</HouseNumber><HouseSuffix/><PreDirectional/><StreetName>MAIN CAMPUS</StreetName><StreetSuffix>DR</StreetSuffix>'
      + '<AddressLine2/><City>RALEIGH</City><StateCode>NC</StateCode><Zip>27606</Zip><PlusFour>5244</PlusFour><Country>United States</Country></Address>'
      + '<CallerName>0931180f-4</CallerName><CustomerOrderId>mine-1</CustomerOrderId><ErrorList/><ProcessingStatus>COMPLETE</ProcessingStatus>'
      + `<TelephoneNumbers><TelephoneNumber>${tn}</TelephoneNumber></TelephoneNumbers></E911Order>`)
    expect([text(partly ?? xml, 'Address/StreetName'), text(partly ?? xml, 'ErrorList/Error/Code')]).toEqual(['MAIN CAMPUS', '8034'])
    expect(all(at(identifiers ?? xml, 'AlternateEndUserIdentifiers'), 'AlternateEndUserIdentifier').map((each) => text(each, 'Identifier'))).toEqual(['blep123', 'b2'])
    expect(text(addresses ?? xml, 'AdditionalAddresses/Address/HouseNumber')).toBe('12')
  })

  it('is empty where there are none', async () => {
    const other = await world.newAccount()
    const { status, text: body } = await calling(world, other).get('/e911s')
    expect([status, body]).toEqual([200, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><E911Orders><TotalCount>0</TotalCount></E911Orders>'])
  })
})

describe('400', () => {
  it.each([['status=backordered', '15518'], ['createdDateFrom=soon', '1007'], ['modifiedDateFrom=2020-02-01&modifiedDateTo=2020-01-01', '1007'], ['orderDetails=perhaps', '400']])(
    'is for %s', async (query, code) => {
      const { status, xml } = await my.get(`/e911s?${query}`)
      expect([status, text(xml, 'ResponseStatus/ErrorCode')]).toEqual([400, code])
    })
})

describe('404', () => {
  it('tells an account of somebody else as one that does not exist', async () => {
    const answers = await Promise.all([world.account, 1].map((account) => world.api('GET', `/accounts/${account}/e911s`, undefined, { auth: owner.auth })))
    expect(answers.map(({ status }) => status)).toEqual([404, 404])
    expect(answers[0]?.text).toBe(answers[1]?.text)
  })
})
