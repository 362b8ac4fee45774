import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fakeGeocoder } from '../world/fake-geocoder.ts'
import { locations, SITE, xml } from '../world/locations.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'

let world: World
let mine: FreshAccount
beforeAll(async () => {
  world = await createWorld({ worker: false, geocoder: fakeGeocoder })
  mine = await world.newAccount()
})
afterAll(() => world.close())

const refused = (code: number, text: string) =>
  `<SiteResponse><ResponseStatus><ErrorCode>${code}</ErrorCode><Description>${text}</Description></ResponseStatus></SiteResponse>`

describe('201', () => {
  it('adds the documented site and names it in Location, with nothing in the body', async () => {
    const { postSite, get } = locations(world, mine)
    const answer = await postSite(SITE)
    expect([answer.status, answer.text]).toEqual([201, ''])
    const location = answer.headers.get('location') ?? ''
    expect(location).toMatch(new RegExp(`^${world.url}/accounts/${mine.account}/sites/\\d+$`))
    expect((await get(location.slice(location.indexOf('/sites')))).text).toContain('<Name>Raleigh</Name>')
  })

  it('adds a site of a UC account', async () => {
    const { addSite, get } = locations(world, mine)
    const site = await addSite({ ...SITE, Name: 'UC', UcTrunkingConfiguration: { Type: 'Seats', UsageCategory: 'UC500' } })
    expect((await get(`/sites/${site}`)).text)
      .toContain('<UcTrunkingConfiguration><Type>Seats</Type><UsageCategory>UC500</UsageCategory></UcTrunkingConfiguration>')
  })

  it('takes a name that another account uses', async () => {
    const other = await world.newAccount()
    await locations(world, other).addSite({ ...SITE, Name: 'Same name' })
    expect(await locations(world, mine).addSite({ ...SITE, Name: 'Same name' })).toBeGreaterThan(0)
  })

  it('takes JSON', async () => {
    const body = JSON.stringify({
      name: 'From JSON', address: { houseNumber: '1', streetName: 'A', city: 'B', stateCode: 'NC', zip: '27606' },
    })
    const answer = await world.api('POST', `/accounts/${mine.account}/sites`, body, { auth: mine.auth, headers: { 'content-type': 'application/json' } })
    expect([answer.status, answer.text]).toEqual([201, ''])
  })

  it('adds one site for two requests with the same Idempotency-Key', async () => {
    const send = () => world.api('POST', `/accounts/${mine.account}/sites`, xml({ Site: { ...SITE, Name: 'Once' } }),
      { auth: mine.auth, headers: { 'Idempotency-Key': 'site-once' } })
    const [first, second] = [await send(), await send()]
    expect([first.status, second.status]).toEqual([201, 201])
    expect(second.headers.get('location')).toBe(first.headers.get('location'))
  })
})

describe('400', () => {
  const { Address, Name } = SITE

  it.each([
    ['no address', { Name }, 1003, 'Address is required'],
    ['no name', { Address }, 1003, 'Name is required'],
    ['an empty name', { Address, Name: '' }, 1003, 'Name is required'],
    ['a name of 51 characters', { Address, Name: 'x'.repeat(51) }, 4015, 'Site name can have at most 50 characters'],
    ['a description of 251 characters', { ...SITE, Description: 'x'.repeat(251) }, 4016, 'Site description can have at most 250 characters'],
    ['no house number', { Name, Address: { ...Address, HouseNumber: undefined } }, 12536, 'HouseNumber is required in an address'],
    ['no street', { Name, Address: { ...Address, StreetName: '' } }, 12538, 'StreetName is required in an address'],
    ['no city', { Name, Address: { ...Address, City: undefined } }, 12540, 'City is required in an address'],
    ['no state', { Name, Address: { ...Address, StateCode: undefined } }, 12542, 'StateCode is required in an address'],
    ['a long state', { Name, Address: { ...Address, StateCode: 'DCX' } }, 12543, "StateCode 'DCX' is not two letters"],
    ['no ZIP', { Name, Address: { ...Address, Zip: undefined } }, 12644, 'Zip is required in an address'],
    ['a short ZIP', { Name, Address: { ...Address, Zip: '2000' } }, 13103, "Zip '2000' is not five digits"],
    ['another address type', { Name, Address: { ...Address, AddressType: 'Home' } }, 12579, "AddressType 'Home' is not one of Service, Billing"],
    ['another trunking type', { ...SITE, UcTrunkingConfiguration: { Type: 'Chairs' } }, 12614, "UcTrunkingConfiguration Type 'Chairs' is not one of Cloud, Seats, Premise"],
  ])('refuses %s', async (_what, site, code, text) => {
    const answer = await locations(world, mine).postSite(site)
    expect(answer.status).toBe(400)
    expect(answer.text).toContain(refused(code, text))
  })

  it('refuses a name that the account uses already, in any case', async () => {
    const { addSite, postSite } = locations(world, mine)
    await addSite({ ...SITE, Name: 'Taken' })
    const answer = await postSite({ ...SITE, Name: 'TAKEN' })
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining(refused(1015, "Site 'TAKEN' already exists"))])
  })

  it('adds one of two sites of the same name that come together', async () => {
    const { postSite } = locations(world, mine)
    const answers = await Promise.all([1, 2, 3].map(() => postSite({ ...SITE, Name: 'Race' })))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 400, 400])
  })

  it('refuses a body that is not XML', async () => {
    const answer = await world.api('POST', `/accounts/${mine.account}/sites`, '<Site><Name>', { auth: mine.auth })
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('<SiteResponse><ResponseStatus>')])
  })
})

describe('403', () => {
  it('refuses a user who may only look', async () => {
    const auth = await locations(world, mine).userWith('ROLE_API_ACCOUNT')
    const answer = await world.api('POST', `/accounts/${mine.account}/sites`, xml({ Site: SITE }), { auth })
    expect([answer.status, answer.text]).toEqual([403, expect.stringContaining(refused(1001, 'Access Denied'))])
  })
})

describe('409', () => {
  it('recommends the address that comes closest, and repeats what was asked for', async () => {
    const answer = await locations(world, mine).postSite({
      ...SITE, Address: { ...SITE.Address, StreetName: 'PENNSYLVANIO' }, UcTrunkingConfiguration: { Type: 'Seats', UsageCategory: 'UC500' },
    })
    expect(answer.status).toBe(409)
    expect(answer.text).toContain('<SiteResponse><ResponseStatus><ErrorCode>12112</ErrorCode><Description>The verifiable address closest to the submitted access is included below. '
      + 'Please use that street address or another valid street address in your next request</Description></ResponseStatus><AddressErrorDescription><AddressInconsistencies>')
    expect(answer.text).toContain('<RecommendedAddress><AddressLine1>1600 PENNSYLVANIA AVE NW</AddressLine1>')
    expect(answer.text).toContain('<Site><Name>Raleigh</Name><Description>Test Gateway</Description><CustomerName>BW</CustomerName><Address>')
    expect(answer.text).toContain('<UcTrunkingConfiguration><Type>Seats</Type><UsageCategory>UC500</UsageCategory></UcTrunkingConfiguration></Site>')
  })
})

describe('503', () => {
  it('says that addresses cannot be looked up at present', async () => {
    const answer = await locations(world, mine).postSite({ ...SITE, Address: { ...SITE.Address, StreetName: 'OFFLINE' } })
    expect([answer.status, answer.text]).toEqual([503, expect.stringContaining('<ErrorCode>12053</ErrorCode>')])
  })
})
