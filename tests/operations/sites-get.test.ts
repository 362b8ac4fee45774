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
  it('lists the sites of the account in the order in which they were made, a short form of each', async () => {
    const { addSite, get } = locations(world, mine)
    await addSite({ ...SITE, Name: 'Described' })
    const second = await addSite({ ...SITE, Name: 'Second', Description: undefined })
    const answer = await get('/sites')
    expect(answer.status).toBe(200)
    expect(answer.text).toMatch(/^<\?xml .*\?><SitesResponse><Sites><Site><Id>\d+<\/Id><Name>[^<]+<\/Name>(<Description>[^<]*<\/Description>)?<\/Site>/)
    expect(answer.text).toContain('<Name>Described</Name><Description>Test Gateway</Description></Site>')
    expect(answer.text).toMatch(new RegExp(`<Site><Id>${second}</Id><Name>Second</Name></Site></Sites></SitesResponse>$`))
  })

  it('has an empty list for an account without sites', async () => {
    const { account, auth } = await world.newAccount()
    await world.database.pool.query('delete from site where account_id = $1', [account])
    expect((await locations(world, { account, auth }).get('/sites')).text).toContain('<SitesResponse><Sites/></SitesResponse>')
  })

  it('answers as ever when tnCounts, sipPeerDetails or summary are asked for, and says that it does not know them', async () => {
    const { get } = locations(world, mine)
    const answer = await get('/sites?tnCounts=true&sipPeerDetails=true&summary=true')
    expect([answer.status, answer.headers.get('numberplane-ignored')]).toEqual([200, 'tnCounts, sipPeerDetails, summary'])
    expect(answer.text).toBe((await get('/sites')).text)
  })
})

describe('403', () => {
  it('refuses a user without the role', async () => {
    const user = await locations(world, mine).userWith('ROLE_API_SEARCH')
    const answer = await world.api('GET', `/accounts/${mine.account}/sites`, undefined, { auth: user })
    expect([answer.status, answer.text]).toEqual([403, expect.stringContaining('<SitesResponse><ResponseStatus><ErrorCode>1001</ErrorCode>')])
  })
})

describe('404', () => {
  it('hides the sites of other accounts', async () => {
    expect((await world.api('GET', `/accounts/${mine.account}/sites`)).status).toBe(404)
  })
})
