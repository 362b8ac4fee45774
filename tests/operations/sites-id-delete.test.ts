import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { holdNumbers } from '../world/hold-numbers.ts'
import { locations, SITE } from '../world/locations.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'

let world: World
let mine: FreshAccount
let sites = 0
beforeAll(async () => {
  world = await createWorld({ worker: false })
  mine = await world.newAccount()
})
afterAll(() => world.close())

const newSite = () => locations(world, mine).addSite({ ...SITE, Name: `Site ${sites += 1}` })
const remove = (site: number | string) => locations(world, mine).remove(`/sites/${site}`)
const refusal = (code: number) => expect.stringContaining(`<SiteResponse><ResponseStatus><ErrorCode>${code}</ErrorCode>`)

describe('200', () => {
  it('deletes a site without SIP peers and answers nothing', async () => {
    const site = await newSite()
    const answer = await remove(site)
    expect([answer.status, answer.text]).toEqual([200, ''])
    expect((await locations(world, mine).get(`/sites/${site}`)).status).toBe(404)
  })
})

describe('400', () => {
  it('refuses while the site has SIP peers', async () => {
    const answer = await remove(mine.site)
    expect([answer.status, answer.text]).toEqual([400, refusal(12_031)])
  })

  it('refuses while the site is locked', async () => {
    const site = await newSite()
    await world.database.pool.query('update site set locked = true where id = $1', [site])
    expect((await remove(site)).text).toContain('<ErrorCode>12054</ErrorCode><Description>This site is currently locked for contract paperwork. '
      + 'Please contact support for further assistance.</Description>')
  })

  it('refuses while a number belongs to the site, though no SIP peer is left', async () => {
    const owner = await world.newAccount()
    const { account, site, peer } = owner
    const { tns } = await holdNumbers(world, { account, site, peer }, { areaCode: '919' }, 1)
    await world.database.pool.query('update telephone_number set peer_id = null where tn = any($1)', [tns])
    await world.database.pool.query('delete from sip_peer where site_id = $1', [site])
    const answer = await locations(world, owner).remove(`/sites/${site}`)
    expect([answer.status, answer.text]).toEqual([400, refusal(13_555)])
    const left = await world.database.pool.query('select site_id from telephone_number where tn = any($1)', [tns])
    expect(left.rows).toEqual([{ site_id: site }])
  })

  it('is decided one after the other with a peer that is added: never a peer without its site', async () => {
    for (let round = 0; round < 5; round += 1) {
      const site = await newSite()
      const [added, removed] = await Promise.all([locations(world, mine).postPeer(site, { PeerName: 'Late' }), remove(site)])
      expect([[201, 400], [404, 200]]).toContainEqual([added.status, removed.status])
    }
  })
})

describe('404', () => {
  it("is the same for a site that does not exist and another account's, which stays", async () => {
    const other = await world.newAccount()
    for (const site of [other.site, 999_999]) expect([(await remove(site)).status, (await remove(site)).text]).toEqual([404, refusal(12_016)])
    expect((await locations(world, other).get(`/sites/${other.site}`)).status).toBe(200)
  })
})
