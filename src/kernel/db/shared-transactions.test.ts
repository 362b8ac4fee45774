import { sql } from 'kysely'
import { afterAll, expect, it } from 'vitest'
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
  const answers = await Promise.all(numbers(1, 20).map((n) => database.together(insert(n))))
  expect(answers).toEqual(numbers(1, 20))
  expect(await transactionsOf(1, 20)).toEqual({ rows: 20, transactions: 1 })
})

it('work that fails undoes nothing of those with whom it shared', async () => {
  const failure = (n: number) => async (tx: Tx) => {
    await insert(n)(tx)
    throw new Error('changed its mind')
  }
  const works = numbers(101, 110).map((n) => n === 104 ? failure(n) : n === 107 ? insert(101) : insert(n))
  const outcomes = await Promise.allSettled(works.map((work) => database.together(work)))
  expect(outcomes.map(({ status }) => status)).toEqual(numbers(101, 110).map((n) => n === 104 || n === 107 ? 'rejected' : 'fulfilled'))
  expect(await transactionsOf(101, 110)).toEqual({ rows: 8, transactions: 8 })
})

it('inside another transaction it is part of that one', async () => {
  const undone = database.transaction(async () => {
    await Promise.all([database.together(insert(201)), database.together(insert(202))])
    throw new Error('all of it')
  })
  await expect(undone).rejects.toThrow('all of it')
  await database.transaction(() => Promise.all([database.together(insert(203)), database.together(insert(204))]))
  expect(await transactionsOf(201, 204)).toEqual({ rows: 2, transactions: 1 })
})
