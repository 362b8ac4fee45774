import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emergencyOf } from '../world/emergency.ts'
import { locations, SITE } from '../world/locations.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { text as textAt } from '../world/xml.ts'

let world: World
let mine: FreshAccount
let theirs: FreshAccount
const ELM = { houseNumber: '915', streetName: 'Elm', streetSuffix: 'Ave', city: 'Carpinteria', stateCode: 'CA', zip: '93013', country: 'United States' }
beforeAll(async () => {
  world = await createWorld({ worker: false })
  mine = await world.newAccount()
  theirs = await world.newAccount()
  const emergency = emergencyOf(world, mine.account)
  const first = await emergency.address(ELM, { location: 'Office-1' })
  await emergency.endpoint({ identifier: 'a', callback: '8042105760', address: first })
  await emergency.endpoint({ identifier: 'b', callback: '8042105761', address: first })
  for (const house of ['916', '917', '918']) await emergency.address({ ...ELM, houseNumber: house }, { location: `Home_${house}` })
  await emergency.address({ ...ELM, houseNumber: '1' }, { type: 'Dlda' })
})
afterAll(() => world.close())

const list = (query: string, { account, auth }: Pick<FreshAccount, 'account' | 'auth'> = mine) => world.api('GET', `/accounts/${account}/addresses?${query}`, undefined, { auth })
const houses = (text: string) => [...text.matchAll(/<HouseNumber>(\d+)/g)].map(([, house]) => house)

describe('200', () => {
  it('shows addresses in the documented form, with how many endpoints are there', async () => {
    const { status, text } = await list('type=e911&size=1')
    expect(status).toBe(200)
    expect(text).toContain('<AddressesResponse><TotalCount>4</TotalCount><Links><first>Link=&lt;')
    expect(text).toContain('<Addresses><Address><HouseNumber>915</HouseNumber><HouseSuffix/><PreDirectional/><StreetName>Elm</StreetName><StreetSuffix>Ave</StreetSuffix>'
      + '<PostDirectional/><AddressLine2/><City>Carpinteria</City><StateCode>CA</StateCode><Zip>93013</Zip><PlusFour/><County/><Country>United States</Country>'
      + '<AddressType>E911</AddressType><EndpointCount>2</EndpointCount><ValidationStatus>VALID</ValidationStatus></Address></Addresses></AddressesResponse>')
  })

  it('leads from page to page by its links, and counts entries from 1 for those who do', async () => {
    const seen: (string | undefined)[] = []
    let query: string | undefined = 'type=E911&size=3'
    while (query !== undefined) {
      const { text, xml } = await list(query)
      seen.push(...houses(text))
      query = text.includes('<next>') ? /\?([^>]*)>/.exec(textAt(xml, 'Links/next'))?.[1] : undefined
    }
    expect(seen).toEqual(['915', '916', '917', '918'])
    expect(houses((await list('type=E911&page=3&size=1')).text)).toEqual(['917'])
  })

  it('finds one by its location id in any case, some by a part of it, and those of other types', async () => {
    expect(houses((await list('e911locationid=office-1')).text)).toEqual(['915'])
    expect(houses((await list('type=E911&suggestions=me_91')).text)).toEqual(['916', '917', '918'])
    const dlda = await list('type=DLDA')
    expect([houses(dlda.text), textAt(dlda.xml, 'Addresses/Address/AddressType')]).toEqual([['1'], 'Dlda'])
  })
})

describe('200 for Service and Billing', () => {
  it('lists the addresses of the account, its sites and its SIP peers, page by page, each once', async () => {
    const owner = await world.newAccount()
    const at = locations(world, owner)
    const address = (number: string, type: string) => ({ ...SITE.Address, HouseNumber: number, AddressType: type })
    await at.addSite({ ...SITE, Name: 'Billed', Address: address('1600', 'Billing') })
    await at.addPeer(owner.site, { PeerName: 'Addressed', Address: address('1700', 'Service') })
    await at.addSite({ ...SITE, Name: 'Served', Address: address('1800', 'Service') })
    await emergencyOf(world, owner.account).address({ ...ELM, houseNumber: '7' }, { type: 'Service' })
    const whole = await list('type=Service', owner)
    expect([whole.status, textAt(whole.xml, 'TotalCount'), houses(whole.text)]).toEqual([200, '4', ['7', '1600', '1800', '1700']])
    expect(whole.text).toContain('<AddressType>Service</AddressType><EndpointCount>0</EndpointCount><ValidationStatus>VALID</ValidationStatus>')
    const walked: (string | undefined)[] = []
    for (let query: string | undefined = 'type=Service&size=1'; query !== undefined;) {
      const page = await list(query, owner)
      walked.push(...houses(page.text))
      query = page.text.includes('<next>') ? /\?([^>]*)>/.exec(textAt(page.xml, 'Links/next'))?.[1] : undefined
    }
    expect(walked).toEqual(houses(whole.text))
    expect(houses((await list('type=Service&page=3&size=2', owner)).text)).toEqual(['1800', '1700'])
    expect(houses((await list('type=billing', owner)).text)).toEqual(['1600'])
    await world.database.pool.query(`update account set details = details || '{"address": {"houseNumber": "904", "streetName": "Anson", "city": "Marshalltown", "stateCode": "IA", "zip": "50158", "country": "US"}}' where id = $1`, [owner.account])
    expect(houses((await list('type=Billing', owner)).text)).toEqual(['904', '1600'])
  })
})

describe('400', () => {
  it.each([['', 12105], ['type=Home', 12104], ['type=E911&page=first', 400], ['type=E911&size=0', 400]])('is for the query "%s"', async (query, code) => {
    const { status, xml } = await list(query)
    expect([status, textAt(xml, 'ResponseStatus/ErrorCode')]).toEqual([400, String(code)])
  })
})

describe('404', () => {
  it('is the documented one for an account without any, and for what is not found', async () => {
    for (const answer of [await list('type=E911', theirs), await list('e911locationid=none'), await list('type=Billing')]) {
      expect([answer.status, answer.xml.name, textAt(answer.xml, 'ResponseStatus/Description')]).toEqual([404, 'AddressesResponse', 'The resource does not exist'])
    }
  })
})
