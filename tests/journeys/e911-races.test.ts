import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { removeDeserted } from '../../src/domains/emergency/record.ts'
import { calling, house, identifiersBody, locationsBody, numbersBody, outcome, REMOVE } from '../world/e911.ts'
import { numbersOf } from '../world/held-numbers.ts'
import { createWorld, type World } from '../world/world.ts'
import { text } from '../world/xml.ts'

/** Orders about the same things at the same time: each ends, what is kept is what one of them wanted, and nothing is left over. */

let world: World
beforeAll(async () => { world = await createWorld() })
afterAll(() => world.close())

async function kept(account: number) {
  const { rows } = await world.database.pool.query<{ identifier: string, house: string | null, outcome: string }>(
    `select e.identifier, a.address ->> 'houseNumber' as house, e.outcome from emergency_endpoint e left join stored_address a on a.id = e.address_id where e.account_id = $1 order by 1`, [account])
  return rows
}

async function leftOver(account: number) {
  const { rows } = await world.database.pool.query(`select 'claim' as what from e911_claim where account_id = $1
    union all select 'address' from stored_address a where a.account_id = $1 and a.location_id is null and not exists (select from emergency_endpoint e where e.address_id = a.id)`, [account])
  return rows
}

describe('orders at the same time', () => {
  it('about the same numbers, forth and back', async () => {
    const owner = await world.newAccount()
    const my = calling(world, owner)
    const tns = await numbersOf(world, owner, 4)
    const bodies = Array.from({ length: 12 }, (_none, index) => index % 4 === 3 ? numbersBody(tns.slice(index % 2), REMOVE) : numbersBody(tns.slice(index % 3), { Address: house(String(100 + index)) }))
    const ids = await Promise.all(bodies.map((body) => my.place(body)))
    await world.settle(owner.account)
    const outcomes = await Promise.all(ids.map(async (id) => outcome(await my.read(id))))
    for (const each of outcomes) expect(each).toMatch(/^(COMPLETE|PARTIAL|FAILED)( (8004|8000|8033))*$/)
    expect(await leftOver(owner.account)).toEqual([])
    const houses = new Set(['100', '101', '102', '104', '105', '106', '108', '109', '110', null])
    expect((await kept(owner.account)).every((row) => houses.has(row.house))).toBe(true)
    expect(outcome(await my.done(numbersBody(tns, { Address: house('7') })))).toBe('COMPLETE')
    expect((await kept(owner.account)).map((row) => row.house)).toEqual(['7', '7', '7', '7'])
  })

  it('leave an address alone into which somebody is just moving', async () => {
    const owner = await world.newAccount()
    const { pool } = world.database
    const { rows: [address] } = await pool.query<{ id: number }>(`insert into stored_address (account_id, type, address, validation_status, created_at)
      values ($1, 'E911', '{"houseNumber":"7"}', 'VALID', now()) returning id`, [owner.account])
    const id = address?.id ?? 0
    const mover = await pool.connect()
    await mover.query('begin')
    await mover.query(`insert into emergency_endpoint (account_id, kind, identifier, address_id, created_at) values ($1, 'TN', '9195550100', $2, now())`, [owner.account, id])
    const removed = world.database.transaction((tx) => removeDeserted(tx, [id]))
    await expect.poll(async () => (await pool.query(`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).rows.length).toBe(1)
    await mover.query('commit')
    mover.release()
    await removed
    expect((await pool.query('select from stored_address where id = $1', [id])).rows.length).toBe(1)
  })

  it('about the same identifiers and the same location', async () => {
    const owner = await world.newAccount()
    const my = calling(world, owner)
    const address = { LocationId: 'hall', ...house('7') }
    const phones = (count: number) => Array.from({ length: count }, (_none, index) => ({ Identifier: `phone${index}`, PIDFLOEnabled: 'true' }))
    const ids = await Promise.all([3, 2, 4, 1].flatMap((count) => [my.place(identifiersBody(phones(count), { Address: address })), my.place(locationsBody([address]))]))
    await world.settle(owner.account)
    for (const id of ids) expect(outcome(await my.read(id))).toMatch(/^(COMPLETE|PARTIAL|FAILED)( (8019|8033))*$/)
    expect(await leftOver(owner.account)).toEqual([])
    expect(outcome(await my.done(identifiersBody(phones(4), { Address: address })))).toBe('COMPLETE')
    expect(text((await my.get('/addresses?e911locationid=hall')).xml, 'Addresses/Address/EndpointCount')).toBe('4')
    const gone = await Promise.all([my.place(identifiersBody(phones(4), REMOVE)), my.place(locationsBody([{ LocationId: 'hall' }], REMOVE))])
    await world.settle(owner.account)
    expect(outcome(await my.read(gone[0]))).toBe('COMPLETE')
    expect(outcome(await my.read(gone[1]))).toMatch(/^(COMPLETE|FAILED 8051)$/)
  })
})
