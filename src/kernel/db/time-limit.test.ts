import { sql } from 'kysely'
import { afterAll, expect, it } from 'vitest'
import { cuttableLink } from '../../../tests/world/cuttable-link.ts'
import { cloneTemplate } from '../../../tests/world/template-database.ts'
import { systemClock } from '../clock/clock.ts'
import { openDatabase } from './database.ts'
import { isDatabaseUnavailable } from './failures.ts'

const LIMIT_MS = 400
const shared = await cloneTemplate()
const link = await cuttableLink(shared.url)
const database = openDatabase({ url: link.url, max: 2, applicationName: 'test limits', onPoolError: () => undefined, statementMs: LIMIT_MS })
afterAll(async () => {
  await database.close()
  await link.close()
  await shared.close()
})

async function failure(work: Promise<unknown>): Promise<{ error: unknown, ms: number }> {
  const start = systemClock.monotonicMs()
  const error: unknown = await work.then(() => undefined, (reason: unknown) => reason)
  return { error, ms: systemClock.monotonicMs() - start }
}

it('a statement that takes too long ends as if the database were not there, and the connection goes on', async () => {
  const { error, ms } = await failure(sql`select pg_sleep(30)`.execute(database.db))
  expect([isDatabaseUnavailable(error), ms < 10_000]).toEqual([true, true])
  expect((await sql<{ one: number }>`select 1 as one`.execute(database.db)).rows).toEqual([{ one: 1 }])
})

it.each(['a single statement', 'a transaction'])('%s ends when the server says nothing any more, and later ones work again', async (what) => {
  await sql`select 1`.execute(database.db)
  link.stall()
  const { error, ms } = await failure(what === 'a transaction' ? database.transaction((tx) => sql`select 1`.execute(tx)) : sql`select 1`.execute(database.db))
  expect([isDatabaseUnavailable(error), ms < 10_000], String(error)).toEqual([true, true])
  link.mend()
  await expect.poll(() => sql`select 1`.execute(database.db).then(({ rows }) => rows.length, () => 0), { timeout: 10_000 }).toBe(1)
})
