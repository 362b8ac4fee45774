import { sql } from 'kysely'
import { afterAll, expect, it } from 'vitest'
import { cloneTemplate } from '../../../tests/world/template-database.ts'
import type { JointSteps, Tx } from './database.ts'

const { database, close } = await cloneTemplate({ connections: 1 })
afterAll(close)
await sql`create table trial (n integer primary key)`.execute(database.db)

const nothing: JointSteps<unknown> = { begin: async () => undefined, end: async () => undefined }
const insert = (tx: Tx, n: number) => sql`insert into trial values (${n})`.execute(tx)
const count = async (tx: Tx, from: number, to: number) =>
  (await sql<{ count: number }>`select count(*) from trial where n between ${from} and ${to}`.execute(tx)).rows[0]?.count

it('who took the database before the transaction began reads in it afterwards, on its one connection', async () => {
  const seen = await database.jointly(async () => {
    const { db } = database
    const before = await count(db, 1, 9)
    await insert(db, 1)
    return [before, await count(db, 1, 9)]
  }, nothing)
  expect(seen).toEqual([0, 1])
  expect(await count(database.db, 1, 9)).toBe(1)
})

it('what changes rows behind a query, or locks them, begins the transaction and is undone with it', async () => {
  await insert(database.db, 11)
  const undone = database.jointly(async () => {
    await sql`with chosen as (select n from trial where n = 11) update trial t set n = 12 from chosen where t.n = chosen.n`.execute(database.db)
    await sql`select graphile_worker.add_job('trial', job_key => 'trial')`.execute(database.db)
    throw new Error('changed its mind')
  }, nothing)
  await expect(undone).rejects.toThrow('changed its mind')
  expect(await count(database.db, 11, 11)).toBe(1)
  const { rows } = await sql`select from graphile_worker.jobs where key = 'trial'`.execute(database.db)
  expect(rows).toEqual([])
})

it('work that goes on after the rest has failed changes nothing and holds no connection', async () => {
  const rest = Promise.withResolvers<void>()
  let late: Promise<unknown> | undefined
  const failed = database.jointly(async () => {
    late = rest.promise.then(() => insert(database.db, 21))
    throw new Error('refused')
  }, nothing)
  await expect(failed).rejects.toThrow('refused')
  rest.resolve()
  await expect(late).rejects.toThrow('after its transaction had ended')
  expect(await count(database.db, 21, 21)).toBe(0)
  expect(database.pool.idleCount).toBe(database.pool.totalCount)
})

it('where nothing was changed before the end, the last statement is a transaction of its own', async () => {
  const done = await database.jointly(async () => 'read only', { ...nothing, end: async () => sql`insert into trial values (31)`.compile(database.db) })
  expect(done).toBe('read only')
  expect(await count(database.db, 31, 31)).toBe(1)
})
