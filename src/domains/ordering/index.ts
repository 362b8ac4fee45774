import type { Clock } from '../../kernel/clock/clock.ts'
import type { Route } from '../../kernel/contract/handler.ts'
import type { Database } from '../../kernel/db/database.ts'
import type { JobHandler } from '../../kernel/jobs/worker.ts'

export function createOrdering(_deps: { readonly database: Database, readonly clock: Clock }): { routes: readonly Route[], handlers: readonly JobHandler[] } {
  return { routes: [], handlers: [] }
}
