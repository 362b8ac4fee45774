import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import type { Database } from '../kernel/db/database.ts'
import type { Metrics } from '../kernel/http/metrics.ts'

/** How much work waits, read when somebody asks for the metrics. */
async function measureBacklog(database: Database, metrics: Metrics): Promise<void> {
  const result = await sql<{ events: number, deliveries: number, files: number, jobs: number }>`select
    (select count(*) from event where not relayed) as events,
    (select count(*) from delivery where state = 'pending') as deliveries,
    (select count(*) from order_file where content is not null) + (select count(*) from discarded_content) as files,
    (select count(*) from graphile_worker.jobs) as jobs`.execute(database.db)
  for (const [queue, count] of Object.entries(result.rows[0] ?? {})) metrics.backlog.set({ queue }, count)
}

/**
 * `/healthz` says that the process runs, `/readyz` that it can also reach its database, `/metrics` gives the figures
 * in the Prometheus text format. None needs credentials; of accounts they tell nothing but ids of subscriptions.
 */
export function registerHealth(app: FastifyInstance, { database, metrics, measure }: { database: Database, metrics: Metrics, measure: () => Promise<void> }): void {
  app.get('/healthz', async (_request, reply) => reply.type('text/plain').send('ok\n'))
  app.get('/readyz', async (_request, reply) => {
    try {
      await sql`select 1`.execute(database.db)
      return reply.type('text/plain').send('ready\n')
    } catch {
      // Whatever the reason, the answer is the same: do not send requests here.
      return reply.code(503).type('text/plain').send('the database cannot be reached\n')
    }
  })
  app.get('/metrics', async (_request, reply) => {
    await Promise.all([measureBacklog(database, metrics), measure()])
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics())
  })
}
