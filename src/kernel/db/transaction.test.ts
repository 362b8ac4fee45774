import { sql } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import { cloneTemplate } from '../../../tests/world/template-database.ts'
import { StatementNames } from './connection.ts'
import type { Tx } from './database.ts'

const { database, close } = await cloneTemplate({ connections: 2 })
afterAll(close)
await sql`create table trial (n integer primary key)`.execute(database.db)

const insert = (tx: Tx, n: number) => sql`insert into trial values (${n})`.execute(tx)
async function stored(): Promise<number[]> {
  const { rows } = await sql<{ n: number }>`select n from trial order by n`.execute(database.db)
  return rows.map(({ n }) => n)
}

describe('a transaction', () => {
  it('runs statements that are awaited together in their order', async () => {
    const answers = await database.transaction(async (tx) => Promise.all([
      insert(tx, 1), sql<{ count: number }>`select count(*) from trial`.execute(tx), insert(tx, 2), sql<{ count: number }>`select count(*) from trial`.execute(tx),
    ]))
    expect([answers[1].rows, answers[3].rows]).toEqual([[{ count: 1 }], [{ count: 2 }]])
  })

  it('undoes everything when one of several statements fails, and leaves the connection fit for use', async () => {
    const before = await stored()
    await expect(database.transaction((tx) => Promise.all([insert(tx, 10), insert(tx, 1), insert(tx, 11)]))).rejects.toMatchObject({ code: '23505' })
    await Promise.all(Array.from({ length: 4 }, () => database.transaction((tx) => sql`select 1`.execute(tx))))
    expect(await stored()).toEqual(before)
  })

  it('does not pass for committed when a failure in it was overlooked', async () => {
    const overlooked = database.transaction(async (tx) => {
      await insert(tx, 20)
      await Promise.allSettled([insert(tx, 1)])
    })
    await expect(overlooked).rejects.toThrow('rolled back')
    expect(await stored()).not.toContain(20)
  })

  it('takes no statement after its end', async () => {
    let late: Tx | undefined
    await database.transaction(async (tx) => { late = tx })
    expect(late).toBeDefined()
    if (late) await expect(insert(late, 30)).rejects.toThrow('after its transaction had ended')
    expect(await stored()).not.toContain(30)
  })

  it('joins the one that it is called in', async () => {
    const outer = database.transaction(async () => {
      await database.transaction((tx) => insert(tx, 40))
      await insert(database.db, 41)
      throw new Error('changed its mind')
    })
    await expect(outer).rejects.toThrow('changed its mind')
    expect(await stored()).not.toContain(40)
    expect(await stored()).not.toContain(41)
  })
})

describe('prepared statements', () => {
  it('are those that recur, so that texts which never come again cannot fill the server', async () => {
    const names = new StatementNames()
    for (let i = 0; i < 10_000; i += 1) expect(names.nameOf(`select ${i}`)).toBeUndefined()
    const recurring = new StatementNames()
    const uses = Array.from({ length: 5 }, () => recurring.nameOf('select 1'))
    expect(uses).toEqual([undefined, undefined, 'np_1', 'np_1', 'np_1'])
    const many = Array.from({ length: 1_000 }, (_, i) => [1, 2, 3].map(() => recurring.nameOf(`select ${i}, 2`)).at(-1))
    expect(new Set(many.filter((name) => name !== undefined)).size).toBe(299)
  })
})
