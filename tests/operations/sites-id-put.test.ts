import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { switchProduct } from '../../src/domains/accounts/index.ts'
import { fakeGeocoder } from '../world/fake-geocoder.ts'
import { holdNumbers } from '../world/hold-numbers.ts'
import { locations, SITE, type Elements } from '../world/locations.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { text } from '../world/xml.ts'

let world: World
let mine: FreshAccount
let sites = 0
beforeAll(async () => {
  world = await createWorld({ worker: false, geocoder: fakeGeocoder })
  mine = await world.newAccount()
})
afterAll(() => world.close())

const newSite = () => locations(world, mine).addSite({ ...SITE, Name: `Site ${sites += 1}` })
const put = (site: number | string, body: Elements) => locations(world, mine).put(`/sites/${site}`, { Site: body })
const TRUNKING = { Type: 'Seats', UsageCategory: 'UC500' }
const at = (street: string) => ({ ...SITE.Address, StreetName: street })

describe('200', () => {
  it('replaces the site and answers nothing; what is left out is gone', async () => {
    const site = await newSite()
    const answer = await put(site, { ...SITE, Name: 'New', Description: 'SIP gateway', CustomerName: undefined, CustomerProvidedId: '1234567890', UcTrunkingConfiguration: TRUNKING })
    expect([answer.status, answer.text]).toEqual([200, ''])
    const read = (await locations(world, mine).get(`/sites/${site}`)).text
    expect(read).toContain(`<Site><Id>${site}</Id><Name>New</Name><Description>SIP gateway</Description><Address>`)
    expect(read).toContain('<UcTrunkingConfiguration><Type>Seats</Type><UsageCategory>UC500</UsageCategory></UcTrunkingConfiguration>')
  })

  it('looks an address up only when it is another than before', async () => {
    const site = await newSite()
    const old = { HouseNumber: '1', StreetName: 'NOWHERE', City: 'RALEIGH', StateCode: 'NC', Zip: '27606', Country: 'US', AddressType: 'Service' }
    await world.database.pool.query(`update site set address = $2 where id = $1`, [site, JSON.stringify({
      houseNumber: '1', streetName: 'NOWHERE', city: 'RALEIGH', stateCode: 'NC', zip: '27606', country: 'US', addressType: 'Service',
    })])
    expect((await put(site, { Name: `Renamed ${site}`, Address: old })).status).toBe(200)
    expect((await put(site, { Name: `Renamed ${site}`, Address: { ...old, HouseNumber: '2' } })).status).toBe(400)
  })

  it('keeps the numbers of a site that is renamed', async () => {
    const { tns: [tn = ''] } = await holdNumbers(world, { account: mine.account, site: mine.site, peer: mine.peer }, { areaCode: '919' }, 1)
    expect((await put(mine.site, { ...SITE, Name: 'Renamed with numbers' })).status).toBe(200)
    const answer = await world.api('GET', `/tns/${tn}`, undefined, { auth: mine.auth })
    expect(text(answer.xml, 'SiteId')).toBe(String(mine.site))
  })
})

describe('400', () => {
  const refusals: [string, Elements, number, string][] = [
    ['no address', { Name: 'x' }, 1003, 'Address is required'],
    ['no name', { Address: SITE.Address }, 1003, 'Name is required'],
    ['an own id with letters', { ...SITE, CustomerProvidedId: 'A1' }, 12544, "CustomerProvidedId 'A1' is not a number of at most 10 digits"],
    ['an unknown kind of trunking', { ...SITE, UcTrunkingConfiguration: { Type: 'Chairs' } }, 12614, "UcTrunkingConfiguration Type 'Chairs' is not one of Cloud, Seats, Premise"],
    ['an unknown usage', { ...SITE, UcTrunkingConfiguration: { Type: 'Seats', UsageCategory: 'UC1' } }, 12599, "UsageCategory 'UC1' is not one of UC250, UC500, UC1000"],
    ['usage without seats', { ...SITE, UcTrunkingConfiguration: { Type: 'Cloud', UsageCategory: 'UC250' } }, 12617, 'UsageCategory goes with Type Seats only'],
    ['an address that does not exist', { ...SITE, Address: at('NOWHERE') }, 12110, 'This address could not be validated / geocoded'],
  ]
  it.each(refusals)('refuses %s', async (_what, site, code, description) => {
    const answer = await put(mine.site, site)
    expect(answer.status).toBe(400)
    expect(answer.text).toContain(`<SiteResponse><ResponseStatus><ErrorCode>${code}</ErrorCode><Description>${description}</Description></ResponseStatus></SiteResponse>`)
  })

  it('refuses the name of another site in any case, but not its own', async () => {
    const [one, two] = [await newSite(), await newSite()]
    expect((await put(one, { ...SITE, Name: 'Own' })).status).toBe(200)
    expect((await put(one, { ...SITE, Name: 'OWN' })).status).toBe(200)
    expect((await put(two, { ...SITE, Name: 'own' })).text).toContain('<ErrorCode>1015</ErrorCode>')
  })

  it('refuses trunking on an account without UC Trunking, and any change of a locked site', async () => {
    const other = await world.newAccount()
    await switchProduct(world.database.db, other.account, 'UcTrunking', 'off')
    const theirs = locations(world, other)
    expect((await theirs.put(`/sites/${other.site}`, { Site: { ...SITE, UcTrunkingConfiguration: TRUNKING } })).text).toContain('<ErrorCode>12046</ErrorCode>')
    expect((await theirs.postSite({ ...SITE, UcTrunkingConfiguration: TRUNKING })).text).toContain('<ErrorCode>12046</ErrorCode>')
    const site = await newSite()
    await world.database.pool.query('update site set locked = true where id = $1', [site])
    expect((await put(site, SITE)).text).toContain('<ErrorCode>12054</ErrorCode>')
  })
})

describe('404', () => {
  it("is the same for a site that does not exist and another account's", async () => {
    const other = await world.newAccount()
    for (const site of [other.site, 999_999, 'abc']) {
      const answer = await put(site, SITE)
      expect([answer.status, answer.text]).toEqual([404, expect.stringContaining(`<ErrorCode>12016</ErrorCode><Description>Site '${site}' does not exist`)])
    }
  })
})

describe('409', () => {
  it('recommends the address that comes closest, and repeats what was asked for', async () => {
    const answer = await put(mine.site, { ...SITE, CustomerProvidedId: '1234567890', Address: { ...at('PENNSYLVANIO'), AddressType: 'Service' }, UcTrunkingConfiguration: TRUNKING })
    expect(answer.status).toBe(409)
    expect(text(answer.xml, 'ResponseStatus/ErrorCode')).toBe('12112')
    expect(text(answer.xml, 'AddressErrorDescription/AddressInconsistencies')).toBe('Some adjustments are required to allow the address to pass geocoding:\n'
      + 'Specified value - Street Name : "PENNSYLVANIO" Valid value - "PENNSYLVANIA"')
    expect(answer.text).toContain('<RecommendedAddress><AddressLine1>1600 PENNSYLVANIA AVE NW</AddressLine1><HouseNumber>1600</HouseNumber><StreetName>PENNSYLVANIA</StreetName>')
    expect(answer.text).toContain('</AddressErrorDescription><Site><Name>Raleigh</Name>')
    expect(answer.text).toContain('<CustomerProvidedId>1234567890</CustomerProvidedId><Address><HouseNumber>1600</HouseNumber><StreetName>PENNSYLVANIO</StreetName>')
  })
})

describe('503', () => {
  it('says that addresses cannot be looked up at present', async () => {
    const answer = await put(mine.site, { ...SITE, Address: at('OFFLINE') })
    expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([503, '12053'])
  })
})
