import { sql } from 'kysely'
import { afterAll, expect, it } from 'vitest'
import { until } from '../../../tests/world/order-storm.ts'
import { cloneTemplate } from '../../../tests/world/template-database.ts'
import type { Tx } from './database.ts'

const { database, close } = await cloneTemplate({ connections: 4 })
afterAll(close)
await sql`create table trial (n integer primary key, transaction text not null default pg_current_xact_id()::text)`.execute(database.db)

const insert = (n: number) => async (tx: Tx) => {
  await sql`insert into trial (n) values (${n})`.execute(tx)
  return n
}
async function transactionsOf(from: number, to: number): Promise<{ rows: number, transactions: number }> {
  const { rows } = await sql<{ rows: number, transactions: number }>`select count(*) as rows, count(distinct transaction) as transactions
    from trial where n between ${from} and ${to}`.execute(database.db)
  return rows[0] ?? { rows: 0, transactions: 0 }
}
const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)

it('small work of many who come at the same time shares a transaction, and each gets its own answer', async () => {
  const answers = await Promise.all(numbers(1, 20).map((n) => database.together('trial', insert(n))))
  expect(answers).toEqual(numbers(1, 20))
  expect(await transactionsOf(1, 20)).toEqual({ rows: 20, transactions: 1 })
})

it('work that fails undoes nothing of those with whom it shared', async () => {
  const failure = (n: number) => async (tx: Tx) => {
    await insert(n)(tx)
    throw new Error('changed its mind')
  }
  const works = numbers(101, 110).map((n) => n === 104 ? failure(n) : n === 107 ? insert(101) : insert(n))
  const outcomes = await Promise.allSettled(works.map((work) => database.together('trial', work)))
  expect(outcomes.map(({ status }) => status)).toEqual(numbers(101, 110).map((n) => n === 104 || n === 107 ? 'rejected' : 'fulfilled'))
  expect(await transactionsOf(101, 110)).toEqual({ rows: 8, transactions: 8 })
})

it('inside another transaction it is part of that one', async () => {
  const undone = database.transaction(async () => {
    await Promise.all([database.together('trial', insert(201)), database.together('trial', insert(202))])
    throw new Error('all of it')
  })
  await expect(undone).rejects.toThrow('all of it')
  await database.transaction(() => Promise.all([database.together('trial', insert(203)), database.together('trial', insert(204))]))
  expect(await transactionsOf(201, 204)).toEqual({ rows: 2, transactions: 1 })
})

it('a transaction that hangs on a lock keeps those who come later waiting for a moment only', async () => {
  await database.together('trial', insert(301))
  const client = await database.pool.connect()
  await client.query('begin; update trial set n = n where n = 301')
  const stuck = database.together('trial', (tx) => sql`delete from trial where n = 301`.execute(tx))
  await until('it waits for the lock', async () => (await client.query('select from pg_locks where not granted')).rowCount === 1)
  expect(await database.together('trial', insert(302))).toBe(302)
  await client.query('commit')
  client.release()
  expect((await stuck).numAffectedRows).toBe(1n)
})

it('more than one transaction takes begin the next one beside it, however long the first hangs', async () => {
  await database.together('trial', insert(401))
  const client = await database.pool.connect()
  await client.query('begin; update trial set n = n where n = 401')
  const stuck = numbers(1, 32).map(() => database.together('trial', (tx) => sql`update trial set n = n where n = 401`.execute(tx)))
  expect(await database.together('trial', insert(402))).toBe(402)
  await client.query('commit')
  client.release()
  expect(await Promise.all(stuck)).toHaveLength(32)
})

it('work whose connection is lost is not done again: it may have been committed', async () => {
  const tries: number[] = []
  const works = numbers(501, 503).map((n) => database.together('trial', async (tx) => {
    tries.push(n)
    await insert(n)(tx)
    if (n === 503) await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx)
  }))
  const outcomes = await Promise.allSettled(works)
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(tries).toEqual([501, 502, 503])
  expect(await database.together('trial', insert(504))).toBe(504)
})
