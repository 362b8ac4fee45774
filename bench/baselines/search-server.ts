import fastify from 'fastify'
import { Kysely, PostgresDialect, type CompiledQuery } from 'kysely'
import pg from 'pg'
import { z } from 'zod'
import { findAvailableTns, SearchStarts } from '../../src/domains/inventory/index.ts'
import type { DB } from '../../src/kernel/db/schema.ts'
import { serveTasks } from '../child.ts'

const Query = z.object({ areaCode: z.string(), quantity: z.coerce.number() })
/** Each search of the product begins at another number, so those of the bare route do, too: by turns at so many. */
const STARTS = 200

/** Answers the statements that the product makes for searches by area code: asked of the product, so that the two never differ. */
function statementsOf(pool: pg.Pool, accountId: number): (areaCode: string, quantity: number) => Promise<pg.QueryConfig[]> {
  const made: CompiledQuery[] = []
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }), log: ({ query }) => { made.push(query) } })
  const starts = new SearchStarts(1)
  return async (areaCode, quantity) => {
    made.length = 0
    for (let turn = 0; turn < STARTS; turn += 1) await findAvailableTns(db, accountId, { areaCode }, { limit: quantity, start: starts.next(accountId) })
    if (made.length !== STARTS) throw new Error(`${STARTS} searches for numbers of ${areaCode} took ${made.length} statements`)
    return made.map((statement) => ({ name: 'search', text: statement.sql, values: [...statement.parameters] }))
  }
}

/** The same search as the product's, with nothing around it: one route, one prepared statement, one string. */
async function start({ url, accountId, connections, areaCodes, quantity }: {
  url: string, accountId: number, connections: number, areaCodes: readonly string[], quantity: number,
}): Promise<string> {
  const pool = new pg.Pool({ connectionString: url, max: connections })
  const make = statementsOf(pool, accountId)
  const statements = new Map<string, pg.QueryConfig[]>()
  for (const areaCode of areaCodes) statements.set(`${areaCode} ${quantity}`, await make(areaCode, quantity))
  let turn = 0
  const app = fastify()
  app.get('/search', async (request, reply) => {
    const wanted = Query.parse(request.query)
    const statement = statements.get(`${wanted.areaCode} ${wanted.quantity}`)?.[turn++ % STARTS]
    if (!statement) return reply.code(404).send()
    const { rows } = await pool.query<{ tns: string }>(statement)
    const list = rows.map(({ tns }) => `<TelephoneNumber>${tns}</TelephoneNumber>`).join('')
    return reply.type('application/xml').send(`<SearchResult><ResultCount>${rows.length}</ResultCount><TelephoneNumberList>${list}</TelephoneNumberList></SearchResult>`)
  })
  return app.listen({ host: '127.0.0.1', port: 0 })
}

const tasks = { start }
export type SearchServerTasks = typeof tasks

serveTasks(tasks)
