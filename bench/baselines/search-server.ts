import fastify from 'fastify'
import pg from 'pg'
import { z } from 'zod'
import { serveTasks } from '../child.ts'

const Query = z.object({ areaCode: z.string(), quantity: z.coerce.number() })
const SQL = `select t.tn from telephone_number t
  where t.status = 'Available' and (t.pool_account_id is null or t.pool_account_id = $1) and t.tn >= $2 and t.tn < $3 order by t.tn limit $4`

/** The same search as the product's, with nothing around it: one route, one prepared statement, one string. */
async function start({ url, accountId, connections }: { url: string, accountId: number, connections: number }): Promise<string> {
  const pool = new pg.Pool({ connectionString: url, max: connections })
  const app = fastify()
  app.get('/search', async (request, reply) => {
    const { areaCode, quantity } = Query.parse(request.query)
    const { rows } = await pool.query<{ tn: string }>({ name: 'search', text: SQL, values: [accountId, areaCode, `${areaCode}:`, quantity] })
    const list = rows.map(({ tn }) => `<TelephoneNumber>${tn}</TelephoneNumber>`).join('')
    return reply.type('application/xml').send(`<SearchResult><ResultCount>${rows.length}</ResultCount><TelephoneNumberList>${list}</TelephoneNumberList></SearchResult>`)
  })
  return app.listen({ host: '127.0.0.1', port: 0 })
}

const tasks = { start }
export type SearchServerTasks = typeof tasks

serveTasks(tasks)
