import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { locations, SITE } from '../../../tests/world/locations.ts'
import { createWorld, type FreshAccount, type World } from '../../../tests/world/world.ts'
import { text } from '../../../tests/world/xml.ts'
import { terminationCollision } from './address-space.ts'
import { overlap, parseNetwork } from './network.ts'

/** Subnets of 8.8.8.0/24 by offset and size; small enough that every address can be counted. */
const subnet = fc.integer({ min: 0, max: 8 }).chain((bits) => fc.integer({ min: 0, max: 2 ** (8 - bits) - 1 }).map((place) => ({ first: place * 2 ** bits, size: 2 ** bits, mask: 32 - bits })))
type Subnet = { readonly first: number, readonly size: number, readonly mask: number }

const cidrOf = ({ first, mask }: Subnet) => `8.8.8.${first}/${mask}`
/** The oracle: every address written out. */
const addressesOf = ({ first, size }: Subnet) => new Set(Array.from({ length: size }, (_, index) => first + index))
function meet(one: Subnet, other: Subnet): boolean {
  const addresses = addressesOf(other)
  return [...addressesOf(one)].some((address) => addresses.has(address))
}

let world: World
let owner: FreshAccount
beforeAll(async () => {
  world = await createWorld({ worker: false })
  owner = await world.newAccount()
})
afterAll(() => world.close())

it('overlap agrees with counting every address', () => {
  fc.assert(fc.property(subnet, subnet, (one, other) => {
    expect(overlap(parseNetwork(cidrOf(one)), parseNetwork(cidrOf(other)))).toBe(meet(one, other))
  }), { numRuns: 1000 })
})

it('terminationCollision agrees with counting every address, whatever is in use', async () => {
  const { pool } = world.database
  await fc.assert(fc.asyncProperty(fc.array(subnet, { maxLength: 12 }), fc.array(subnet, { minLength: 1, maxLength: 6 }), async (stored, wanted) => {
    await pool.query('delete from termination_host')
    const used = stored.filter((one, index) => !stored.slice(0, index).some((other) => meet(one, other)))
    await pool.query(`insert into termination_host (peer_id, position, account_id, host_name, network)
      select $1, row_number() over (), $2, name, name::cidr from unnest($3::text[]) as name`, [owner.peer, owner.account, used.map(cidrOf)])
    const found = await terminationCollision(world.database.db, 0, wanted.map((one) => ({ network: cidrOf(one) })))
    const counts = wanted.map((one) => used.filter((other) => meet(one, other)).length)
    const index = counts.findIndex((count) => count > 0)
    expect(found && { index: found.index, overlaps: found.overlaps }).toEqual(index < 0 ? undefined : { index, overlaps: counts[index] })
    expect(await terminationCollision(world.database.db, owner.peer, wanted.map((one) => ({ network: cidrOf(one) })))).toBeUndefined()
  }), { numRuns: 60 })
  await pool.query('delete from termination_host')
}, 60_000)

it('the database itself refuses termination hosts that overlap', async () => {
  const insert = (position: number, network: string) => world.database.pool.query(
    'insert into termination_host (peer_id, position, account_id, host_name, network) values ($1, $2, $3, $4::text, $4::text::cidr)', [owner.peer, position, owner.account, network])
  await insert(1, '9.9.0.0/16')
  await expect(insert(2, '9.9.9.9')).rejects.toThrow('termination_host_overlap')
  await world.database.pool.query('delete from termination_host')
})

describe('addresses that are wanted at the same time', () => {
  it('go to exactly one of many accounts', async () => {
    const accounts = await Promise.all(Array.from({ length: 6 }, () => world.newAccount()))
    const hosts = ['11.1.0.0/16', '11.1.1.0/24', '11.1.1.1', '11.1.0.0/20', '11.1.1.0/25', '11.1.1.0/31']
    const answers = await Promise.all(accounts.map((account, index) => locations(world, account).postPeer(account.site, {
      PeerName: 'Racer', TerminationHosts: { TerminationHost: { HostName: hosts[index] } },
    })))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    for (const answer of answers.filter(({ status }) => status !== 201)) {
      expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([400, expect.stringMatching(/^(13654|13655)$/)])
    }
    const peers = await world.database.pool.query(`select count(*)::int as count from sip_peer where name = 'Racer'`)
    expect(peers.rows).toEqual([{ count: 1 }])
  })

  it('are free again for others as soon as their peer gave them up', async () => {
    const [one, two] = [await world.newAccount(), await world.newAccount()]
    const host = { TerminationHosts: { TerminationHost: { HostName: '12.1.1.1' } } }
    const change = (account: FreshAccount, body: object) => locations(world, account).put(`/sites/${account.site}/sippeers/${account.peer}`, { SipPeer: { ...body } })
    expect((await change(one, host)).status).toBe(200)
    expect((await change(two, host)).status).toBe(400)
    expect((await change(one, { TerminationHosts: '' })).status).toBe(200)
    expect((await change(two, host)).status).toBe(200)
  })

  it('may be swapped for a part of themselves by their own peer, and voice hosts are nobody\'s', async () => {
    const { addSite, addPeer, put } = locations(world, owner)
    const site = await addSite({ ...SITE, Name: 'Shared voice' })
    const peers = [await addPeer(site, { PeerName: 'A' }), await addPeer(site, { PeerName: 'B' })]
    for (const peer of peers) expect((await put(`/sites/${site}/sippeers/${peer}`, { SipPeer: { VoiceHosts: { Host: { HostName: '13.1.1.1' } } } })).status).toBe(200)
    for (const HostName of ['13.1.1.0/24', '13.1.1.0/28', '13.1.1.1']) {
      expect((await put(`/sites/${site}/sippeers/${peers[0]}`, { SipPeer: { TerminationHosts: { TerminationHost: { HostName } } } })).status).toBe(200)
    }
  })
})
