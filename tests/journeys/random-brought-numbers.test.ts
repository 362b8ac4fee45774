import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { disconnectOrder } from '../world/held-numbers.ts'
import { externalBody, importBody, outside, removalBody } from '../world/hosting.ts'
import { available } from '../world/numbers.ts'
import { sandboxOf } from '../world/sandbox.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'

/**
 * Accounts import, own, remove and disconnect the same few numbers, many at once, at random. Whatever they do: every order ends
 * and says of each number what became of it, no number is in two places, nobody waits for somebody who waits for him, every
 * number that somebody lost is told to him, and when all start over, the ledger is what it was. FC_SEED repeats a walk.
 */

const OUTSIDE = 10
const PORTED = 3
const ACTORS = 3

let world: World
let actors: FreshAccount[]
let pool: string[]
let before: unknown

const LEDGER = 'select tn, status, account_id, vendor_id, site_id, peer_id, external, imported, hosted, protected, service_types from telephone_number where tn = any($1) order by tn'

beforeAll(async () => {
  world = await createWorld()
  const ported = await available(world, '303', PORTED)
  await world.database.pool.query(`update telephone_number set status = 'PortOut' where tn = any($1)`, [ported])
  pool = [...await outside(world, OUTSIDE), ...ported]
  actors = await Promise.all(Array.from({ length: ACTORS }, () => world.newAccount()))
  before = (await world.database.pool.query(LEDGER, [pool])).rows
})
afterAll(() => world.close())

interface Act { readonly kind: 'import' | 'remove' | 'own' | 'disown' | 'disconnect', readonly actor: number, readonly tns: readonly number[] }

const act: fc.Arbitrary<Act> = fc.record({
  kind: fc.oneof({ weight: 5, arbitrary: fc.constant('import' as const) }, fc.constantFrom('remove' as const, 'own' as const, 'disown' as const, 'disconnect' as const)),
  actor: fc.nat({ max: ACTORS - 1 }), tns: fc.uniqueArray(fc.nat({ max: OUTSIDE + PORTED - 1 }), { minLength: 1, maxLength: OUTSIDE }),
})
/** Acts of one burst happen at the same moment; everything settles between bursts. */
const walks = fc.array(fc.array(act, { minLength: 1, maxLength: 10 }), { minLength: 1, maxLength: 4 })

async function perform({ kind, actor, tns }: Act): Promise<void> {
  const who = actors[actor]
  if (!who) throw new Error('there is no such actor')
  const numbers = tns.map((index) => pool[index] ?? '')
  const [path, body] = {
    import: ['importTnOrders', importBody(who.site, numbers)], remove: ['removeImportedTnOrders', removalBody(numbers)],
    own: ['externalTns', externalBody(who.site, 'IMPORT', numbers)], disown: ['externalTns', externalBody(who.site, 'REMOVE', numbers)],
    disconnect: ['disconnects', disconnectOrder(numbers)],
  }[kind]
  const answer = await world.api('POST', `/accounts/${who.account}/${path}`, body, { auth: who.auth })
  expect(answer.status, answer.text).toBe(201)
}

async function checkOrders(): Promise<void> {
  const { rows } = await world.database.pool.query<{ status: string, done: number, failed: number, asked: number }>(`select o.status,
      (select count(*)::int from order_line l where l.order_id = o.id and outcome = 'completed') as done,
      (select count(*)::int from order_line l where l.order_id = o.id and outcome = 'failed') as failed,
      cardinality(coalesce(i.numbers, r.numbers, e.numbers, d.numbers)) as asked
    from orders o left join import_order i on i.order_id = o.id left join import_removal_order r on r.order_id = o.id
      left join external_order e on e.order_id = o.id left join disconnect_order d on d.order_id = o.id`)
  for (const { status, done, failed, asked } of rows) {
    expect(done + failed).toBe(asked)
    expect(status).toBe(failed === 0 ? 'COMPLETE' : done === 0 ? 'FAILED' : 'PARTIAL')
  }
}

async function checkLedger(): Promise<void> {
  const { rows: odd } = await world.database.pool.query(`select t.tn from telephone_number t left join sip_peer p on p.id = t.peer_id
    where t.tn = any($1) and t.status = 'Inservice' and (p.account_id is distinct from t.account_id or t.external = t.hosted or t.imported <> t.hosted
      or not exists (select from line_setting s where s.tn = t.tn and s.sms_enabled))`, [pool])
  expect(odd).toEqual([])
  // Who lost a number is in its history: in service with one account, then with another. Each time was told.
  const { rows: [lost] } = await world.database.pool.query<{ taken: number, told: number }>(`select
      (select count(*)::int from (select from_status, to_status, account_id, lag(account_id) over (partition by tn order by id) as holder
        from telephone_number_history where tn = any($1)) h where from_status = 'Inservice' and to_status = 'Inservice' and holder <> account_id) as taken,
      (select coalesce(sum(jsonb_array_length(payload->'subjects')), 0)::int from event where name = 'account.subjects-impacted') as told`, [pool])
  expect(lost?.told).toBe(lost?.taken)
}

async function walk(bursts: readonly (readonly Act[])[]): Promise<void> {
  for (const burst of bursts) {
    await Promise.all(burst.map(perform))
    for (const actor of actors) expect((await sandboxOf(world, actor).settle()).status).toBe(200)
    await checkOrders()
    await checkLedger()
  }
  for (const actor of actors) expect((await sandboxOf(world, actor).reset()).status).toBe(200)
  expect((await world.database.pool.query(LEDGER, [pool])).rows).toEqual(before)
  expect((await world.database.pool.query('select from number_before')).rowCount).toBe(0)
  await world.database.pool.query('delete from event')
  await world.database.pool.query('delete from telephone_number_history')
}

it('whatever three accounts do at once with numbers that they bring, the books are right', async () => {
  const seed = process.env.FC_SEED === undefined ? {} : { seed: Number(process.env.FC_SEED) }
  await fc.assert(fc.asyncProperty(walks, walk), { ...seed, numRuns: 15, interruptAfterTimeLimit: 15_000, endOnFailure: true })
  const { rows: [stat] } = await world.database.pool.query<{ deadlocks: number }>('select deadlocks::int from pg_stat_database where datname = current_database()')
  expect(stat?.deadlocks).toBe(0)
}, 60_000)
