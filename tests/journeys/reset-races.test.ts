import { sql } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import { disconnectOrder, numbersOf } from '../world/held-numbers.ts'
import { dldaGroup, dldaXml, lidbGroup, lidbXml, lineFeatures } from '../world/line-features.ts'
import { locations, SITE } from '../world/locations.ts'
import { sandboxOf } from '../world/sandbox.ts'
import { createWorld, type FreshAccount } from '../world/world.ts'
import { text } from '../world/xml.ts'

/** Orders that are on their way while their account starts over: whatever comes of them, they end. */

const world = await createWorld()
afterAll(() => world.close())

const orderFor = (site: number, more: string) => `<Order><Name>Racing</Name><SiteId>${site}</SiteId>${more}</Order>`
const SEARCH = '<AreaCodeSearchAndOrderType><AreaCode>919</AreaCode><Quantity>2</Quantity></AreaCodeSearchAndOrderType>'
const post = ({ account, auth }: FreshAccount, body: string, path = 'orders') => world.api('POST', `/accounts/${account}/${path}`, body, { auth })
const statuses = async (account: number) => (await world.database.db.selectFrom('orders').select('status').where('account_id', '=', account).execute()).map(({ status }) => status)

/** A site with a default peer of its own, and what places an order there that finds both gone. */
async function orphaned(owner: FreshAccount, place: (site: number) => ReturnType<typeof post>): Promise<string> {
  const at = locations(world, owner)
  const site = await at.addSite({ ...SITE, Name: `Site for ${owner.account}` })
  await at.addPeer(site, { PeerName: 'Gone soon' })
  // What the reset does to an order that is stored while its site goes, before the job of the order comes.
  await sql`create or replace function lose_site() returns trigger language plpgsql as $$ begin new.site_id = null; return new; end $$`.execute(world.database.db)
  await sql`create or replace trigger lose_site before insert on orders for each row execute function lose_site()`.execute(world.database.db)
  try {
    const answer = await place(site)
    expect(answer.status, answer.text).toBe(201)
    return answer.text
  } finally {
    await sql`drop trigger lose_site on orders`.execute(world.database.db)
  }
}

describe('an order whose site goes before it is processed', () => {
  it.each([['that seeks numbers', SEARCH], ['that would wait for them', `<BackOrderRequested>true</BackOrderRequested>${SEARCH}`]])('%s ends as FAILED, with the documented error', async (_what, more) => {
    const owner = await world.newAccount()
    await orphaned(owner, (site) => post(owner, orderFor(site, more)))
    await world.settle(owner.account)
    expect(await statuses(owner.account)).toEqual(['FAILED'])
    const { rows } = await world.database.pool.query('select p.code from order_problem p join orders o on o.id = p.order_id where o.account_id = $1', [owner.account])
    expect(rows).toEqual([{ code: 5016 }])
  })

  it('of numbers to be imported ends as FAILED, number by number', async () => {
    const owner = await world.newAccount()
    const body = (site: number) => `<ImportTnOrder><CustomerOrderId>c</CustomerOrderId><SiteId>${site}</SiteId><Subscriber><Name>ABC</Name><ServiceAddress><HouseNumber>11235</HouseNumber><StreetName>Back</StreetName><City>Denver</City><StateCode>CO</StateCode><Zip>80209</Zip></ServiceAddress></Subscriber>`
      + '<LoaAuthorizingPerson>The Authguy</LoaAuthorizingPerson><TelephoneNumbers><TelephoneNumber>3032281000</TelephoneNumber></TelephoneNumbers></ImportTnOrder>'
    await orphaned(owner, (site) => post(owner, body(site), 'importTnOrders'))
    await world.settle(owner.account)
    expect(await statuses(owner.account)).toEqual(['FAILED'])
  })
})

describe('orders and resets at once', () => {
  it('leave nothing that runs for ever, and numbers with nobody or in one order', async () => {
    const owner = await world.newAccount()
    const at = locations(world, owner)
    const box = sandboxOf(world, owner)
    for (let round = 0; round < 6; round += 1) {
      const site = await at.addSite({ ...SITE, Name: `Round ${round}` })
      await at.addPeer(site, { PeerName: 'Peer' })
      const [reset, ...orders] = await Promise.all([box.reset(), ...Array.from({ length: 8 }, () => post(owner, orderFor(site, SEARCH)))])
      expect(reset.status).toBe(200)
      for (const order of orders) expect([201, 400, 503]).toContain(order.status)
      for (const order of orders.filter(({ status }) => status === 201)) expect(text(order.xml, 'OrderStatus')).toBe('RECEIVED')
    }
    expect((await box.settle(60)).status).toBe(200)
    expect((await statuses(owner.account)).filter((status) => status !== 'COMPLETE' && status !== 'FAILED')).toEqual([])
    expect((await world.database.pool.query('select from graphile_worker.jobs')).rowCount).toBe(0)
  }, 120_000)

  it('of what is entered for numbers that leave at the same time leave nothing behind', async () => {
    const owner = await world.newAccount()
    const box = sandboxOf(world, owner)
    for (let round = 0; round < 4; round += 1) {
      const tns = await numbersOf(world, owner, 12)
      for (const path of ['lidbs', 'dldas'] as const) {
        const { status } = await post(owner, path === 'lidbs' ? lidbXml(lidbGroup(tns)) : dldaXml(dldaGroup(tns)), path)
        expect(status).toBe(201)
      }
      if (round % 2 === 1) await lineFeatures(world, owner).finish()
      // The names are being entered, the numbers leave, and the account starts over.
      const [reset] = await Promise.all([
        box.reset(), box.clock({ advance: 'P2D' }), ...tns.map((tn) => post(owner, disconnectOrder([tn]), 'disconnects')),
        ...tns.map((tn) => post(owner, dldaXml(dldaGroup([tn])), 'dldas')),
      ])
      expect(reset.status).toBe(200)
      expect((await box.settle(60)).status).toBe(200)
      expect((await box.reset()).status).toBe(200)
      expect((await world.database.pool.query('select from line_feature where account_id = $1', [owner.account])).rowCount).toBe(0)
    }
    expect((await world.database.pool.query('select from graphile_worker.jobs')).rowCount).toBe(0)
  }, 120_000)
})
