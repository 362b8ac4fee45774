import { isDatabaseUnavailable } from '../../src/kernel/db/failures.ts'
import type { Program } from '../../src/main/wire.ts'

/** Sees which requests changed something, so that whatever a test does is in the audit trail, or the test fails. */
export function watchAuditTrail({ app, database, routes }: Program): { untold(): Promise<string[]> } {
  const changing = new Set(routes.map(({ operation }) => operation)
    // A service that writes its own entries writes none for a PUT of what is there already.
    .filter(({ method, audit, built }) => method !== 'GET' && built !== false && (audit === undefined || (audit === 'own' && method !== 'PUT'))).map(({ id }) => id))
  const changes = new Map<string, string>()
  app.addHook('onResponse', async (request, reply) => {
    const id = request.routeOptions.config.operationId ?? ''
    if (reply.statusCode < 300 && changing.has(id) && !reply.hasHeader('Idempotency-Replayed')) changes.set(request.id, id)
  })
  return {
    /** The operations of successful requests that have left no entry; to be asked when no request is under way. */
    async untold() {
      if (changes.size === 0) return []
      try {
        const entries = await database.db.selectFrom('audit_entry').select('request_id').where('request_id', 'is not', null).execute()
        const told = new Set(entries.map((entry) => entry.request_id))
        return [...changes].flatMap(([request, operation]) => told.has(request) ? [] : operation)
      } catch (error) {
        // A test that takes the database away has nothing left to ask.
        if (isDatabaseUnavailable(error)) return []
        throw error
      }
    },
  }
}
