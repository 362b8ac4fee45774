import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { locations, SITE } from '../world/locations.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'

let world: World
let mine: FreshAccount
beforeAll(async () => {
  world = await createWorld({ worker: false })
  mine = await world.newAccount()
})
afterAll(() => world.close())

describe('200', () => {
  it('returns what was sent, with the type of the address, and no empty elements', async () => {
    const { addSite, get } = locations(world, mine)
    const site = await addSite(SITE)
    const answer = await get(`/sites/${site}`)
    expect([answer.status, answer.text]).toEqual([200, `<SiteResponse><Site><Id>${site}</Id><Name>Raleigh</Name><Description>Test Gateway</Description>`
      + '<CustomerName>BW</CustomerName><Address><HouseNumber>1600</HouseNumber><StreetName>PENNSYLVANIA</StreetName><StreetSuffix>AVE</StreetSuffix>'
      + '<PostDirectional>NW</PostDirectional><City>WASHINGTON</City><StateCode>DC</StateCode><Zip>20006</Zip><Country>US</Country>'
      + '<AddressType>Service</AddressType></Address></Site></SiteResponse>'])
  })

  it('returns text with characters that XML gives a meaning', async () => {
    const { addSite, get } = locations(world, mine)
    const site = await addSite({ ...SITE, Name: 'A &amp; B', Description: '1 &lt; 2' })
    expect((await get(`/sites/${site}`)).text).toContain('<Name>A &amp; B</Name><Description>1 &lt; 2</Description>')
  })
})

describe('404', () => {
  const missing = (site: string) =>
    `<SiteResponse><ResponseStatus><ErrorCode>12016</ErrorCode><Description>Site '${site}' does not exist</Description></ResponseStatus></SiteResponse>`

  it.each(['3014999', '0', '99999999999', 'abc', '12.5', '-1'])('knows no site %s', async (site) => {
    const answer = await locations(world, mine).get(`/sites/${site}`)
    expect([answer.status, answer.text]).toEqual([404, expect.stringContaining(missing(site))])
  })

  it("does not know another account's site", async () => {
    const other = await world.newAccount()
    const answer = await locations(world, mine).get(`/sites/${other.site}`)
    expect([answer.status, answer.text]).toEqual([404, expect.stringContaining(missing(String(other.site)))])
    expect((await locations(world, other).get(`/sites/${other.site}`)).status).toBe(200)
  })
})
