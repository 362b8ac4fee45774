import fastify from 'fastify'
import { Kysely, PostgresDialect, type CompiledQuery } from 'kysely'
import pg from 'pg'
import { z } from 'zod'
import { findAvailableTns, SearchStarts, type Criteria } from '../../src/domains/inventory/index.ts'
import type { DB } from '../../src/kernel/db/schema.ts'
import { serveTasks } from '../child.ts'

interface CriteriaServerInput {
  readonly url: string
  readonly accountId: number
  readonly connections: number
  /** What can be searched for, by its place in this list. */
  readonly searches: readonly Criteria[]
  readonly quantity: number
}

const Query = z.object({ search: z.coerce.number() })
/** Each search of the product begins at another number, so those of the bare route do, too: by turns at so many. */
const STARTS = 20

/** The statements that the product makes for searches: asked of the product, so that the two never differ. */
async function statementsOf(pool: pg.Pool, { accountId, searches, quantity }: CriteriaServerInput): Promise<pg.QueryConfig[][][]> {
  const made: CompiledQuery[] = []
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }), log: ({ query }) => { made.push(query) } })
  const starts = new SearchStarts(1)
  const names = new Map<string, string>()
  const nameOf = (sql: string) => names.get(sql) ?? names.set(sql, `search${names.size}`).get(sql)
  const turns: pg.QueryConfig[][][] = []
  for (const criteria of searches) {
    const statements: pg.QueryConfig[][] = []
    for (let turn = 0; turn < STARTS; turn += 1) {
      made.length = 0
      await findAvailableTns(db, accountId, criteria, { limit: quantity, start: starts.next(accountId) })
      statements.push(made.map(({ sql, parameters }) => ({ name: nameOf(sql), text: sql, values: [...parameters] })))
    }
    turns.push(statements)
  }
  return turns
}

/** The same searches as the product's, with nothing around them: one route, prepared statements, one string. */
async function start(input: CriteriaServerInput): Promise<string> {
  const pool = new pg.Pool({ connectionString: input.url, max: input.connections })
  const searches = await statementsOf(pool, input)
  let turn = 0
  const app = fastify()
  app.get('/search', async (request, reply) => {
    const statements = searches[Query.parse(request.query).search]?.[turn++ % STARTS] ?? []
    const tns: string[] = []
    for (const statement of statements) tns.push(...(await pool.query<{ tns: string }>(statement)).rows.map(({ tns }) => tns))
    const list = tns.slice(0, input.quantity).map((tn) => `<TelephoneNumber>${tn}</TelephoneNumber>`).join('')
    return reply.type('application/xml').send(`<SearchResult><ResultCount>${tns.length}</ResultCount><TelephoneNumberList>${list}</TelephoneNumberList></SearchResult>`)
  })
  return app.listen({ host: '127.0.0.1', port: 0 })
}

const tasks = { start }
export type CriteriaServerTasks = typeof tasks

serveTasks(tasks)
