import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringing, outside } from '../world/hosting.ts'
import { actions, numbersOf } from '../world/held-numbers.ts'
import { dldaGroup, dldaXml, lidbGroup, lineFeatures } from '../world/line-features.ts'
import { existingOrder, search } from '../world/orders.ts'
import { nowOf, sandboxOf } from '../world/sandbox.ts'
import { subscribe } from '../world/subscriptions.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { text, texts } from '../world/xml.ts'

const ADDRESS = '<Address><HouseNumber>1</HouseNumber><StreetName>Main</StreetName><City>Raleigh</City><StateCode>NC</StateCode><Zip>27606</Zip><AddressType>Service</AddressType></Address>'
let world: World
beforeAll(async () => { world = await createWorld() })
afterAll(() => world.close())

const as = ({ account, auth }: FreshAccount) => (method: string, path: string, body?: string, headers?: Record<string, string>) =>
  world.api(method, `/accounts/${account}${path}`, body, { auth, headers })

async function heldBy({ account }: FreshAccount): Promise<number> {
  const { rows } = await world.database.pool.query<{ held: number }>('select count(*)::int as held from telephone_number where account_id = $1', [account])
  return rows[0]?.held ?? -1
}

/** Does something of everything with an account. */
async function liveIn(owner: FreshAccount) {
  const call = as(owner)
  const [tn = ''] = await search(world, 1)
  const site = (await call('POST', '/sites', `<Site><Name>Second</Name>${ADDRESS}</Site>`)).headers.get('location')?.split('/').at(-1)
  await call('POST', `/sites/${site}/sippeers`, '<SipPeer><PeerName>Its peer</PeerName></SipPeer>')
  await call('POST', `/sites/${owner.site}/sippeers`, '<SipPeer><PeerName>Another default</PeerName><IsDefaultPeer>true</IsDefaultPeer></SipPeer>')
  await subscribe(world, owner, 'http://127.0.0.1:9/')
  const order = await call('POST', '/orders', existingOrder(site ?? '', [tn]), { 'idempotency-key': 'once' })
  const id = text(order.xml, 'Order/id')
  await sandboxOf(world, owner).clock({ advance: 'P10D' })
  await sandboxOf(world, owner).settle()
  return { tn, id }
}

describe('200', () => {
  it('forgets calling names and listings, those on their way and those that are being taken out', async () => {
    const owner = await world.newAccount()
    const my = lineFeatures(world, owner)
    const [tn = '', gone = ''] = await numbersOf(world, owner, 2)
    await my.placeLidb(lidbGroup([tn]))
    await my.placeDlda(dldaGroup([tn, gone]))
    await my.finish()
    await actions(world, owner).disconnect([gone])
    await my.placeDlda(dldaGroup([tn]))
    const states = async () => (await world.database.pool.query('select kind, state from line_feature where account_id = $1 order by kind, state', [owner.account])).rows.map(({ kind, state }) => `${kind} ${state}`)
    expect(await states()).toEqual(['dlda entered', 'dlda leaving', 'dlda pending', 'lidb entered'])
    expect((await sandboxOf(world, owner).reset()).status).toBe(200)
    expect(await states()).toEqual([])
    expect((await world.database.pool.query('select from timer where account_id = $1', [owner.account])).rows).toEqual([])
    const [again = ''] = await numbersOf(world, owner, 1)
    expect((await my.post('/dldas', dldaXml(dldaGroup([again])))).status).toBe(201)
  })

  it('brings the account back to how it was made', async () => {
    const owner = await world.newAccount()
    const call = as(owner)
    const { tn, id } = await liveIn(owner)
    expect(await heldBy(owner)).toBe(1)
    const answer = await sandboxOf(world, owner).reset()
    expect(answer.status).toBe(200)
    expect(Math.abs(nowOf(answer) - Date.now())).toBeLessThan(60_000)

    expect(texts((await call('GET', '/sites')).xml, 'Sites/Site')).toHaveLength(1)
    const peers = (await call('GET', `/sites/${owner.site}/sippeers`)).xml
    expect(text(peers, 'SipPeers/SipPeer/PeerId')).toBe(String(owner.peer))
    expect(text(peers, 'SipPeers/SipPeer/IsDefaultPeer')).toBe('true')
    expect((await call('GET', '/subscriptions')).xml.children[0]?.children).toEqual([])
    expect(text((await call('GET', '/orders')).xml, 'ListOrderIdUserIdDate/TotalCount')).toBe('0')
    expect((await call('GET', `/orders/${id}`)).status).toBe(404)
    expect((await call('GET', `/inserviceNumbers/${tn}`)).status).toBe(404)
    expect(await heldBy(owner)).toBe(0)
    expect(texts((await call('GET', `/availableNumbers?npaNxx=${tn.slice(0, 6)}`)).xml, 'TelephoneNumberList/TelephoneNumber')).toContain(tn)

    const again = await call('POST', '/orders', existingOrder(owner.site, [tn]), { 'idempotency-key': 'once' })
    expect(again.headers.get('idempotency-replayed')).toBeNull()
    await sandboxOf(world, owner).settle()
    expect(text((await call('GET', `/orders/${text(again.xml, 'Order/id')}`)).xml, 'OrderStatus')).toBe('COMPLETE')
  })

  it('touches no other account', async () => {
    const owner = await world.newAccount()
    const other = await world.newAccount()
    const { tn, id } = await liveIn(other)
    const look = async () => {
      const paths = ['/sites', '/subscriptions', '/inserviceNumbers', `/orders/${id}`, `/inserviceNumbers/${tn}`]
      return Promise.all(paths.map(async (path) => (await as(other)('GET', path)).text))
    }
    const before = await look()
    await liveIn(owner)
    await sandboxOf(world, owner).reset()
    expect(await look()).toEqual(before)
    expect(nowOf(await sandboxOf(world, other).settle())).toBeGreaterThan(Date.now() + 9 * 86_400_000)
  })

  it('frees numbers that the account has brought, each as it was before', async () => {
    const owner = await world.newAccount()
    const my = bringing(world, owner)
    const [hosted = '', external = ''] = await outside(world, 2)
    const [ported = ''] = await search(world, 1)
    await world.database.pool.query(`update telephone_number set status = 'PortOut' where tn = $1`, [ported])
    await my.import([hosted, ported])
    await my.external('IMPORT', [external])
    expect(await heldBy(owner)).toBe(3)
    expect((await sandboxOf(world, owner).reset()).status).toBe(200)
    expect(await heldBy(owner)).toBe(0)
    expect((await world.database.pool.query('select tn, status, imported from telephone_number where tn = any($1)', [[hosted, external, ported]])).rows)
      .toEqual([{ tn: ported, status: 'PortOut', imported: false }])
    expect((await my.get('/importTnOrders')).text).toContain('<TotalCount>0</TotalCount>')
    await my.import([hosted])
    expect(await heldBy(owner)).toBe(1)
  })

  it('leaves no number behind when orders are being processed meanwhile', async () => {
    const owner = await world.newAccount()
    for (let round = 0; round < 5; round += 1) {
      const tns = await search(world, 20, '303')
      await Promise.all(tns.map((tn) => as(owner)('POST', '/orders', existingOrder(owner.site, [tn]))))
      expect((await sandboxOf(world, owner).reset()).status).toBe(200)
      expect((await sandboxOf(world, owner).settle()).status).toBe(200)
      expect(await heldBy(owner)).toBe(0)
    }
  })

  it('may be called twice', async () => {
    const owner = await world.newAccount()
    const answers = await Promise.all([sandboxOf(world, owner).reset(), sandboxOf(world, owner).reset()])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
  })
})

describe('404', () => {
  it('does nothing to an account of somebody else', async () => {
    const owner = await world.newAccount()
    const other = await world.newAccount()
    await liveIn(owner)
    expect((await sandboxOf(world, owner).reset(other.auth)).status).toBe(404)
    expect(await heldBy(owner)).toBe(1)
  })
})
