import type { Route } from '../../kernel/contract/handler.ts'
import type { Database } from '../../kernel/db/database.ts'

export function locationRoutes(_deps: { readonly database: Database }): readonly Route[] {
  return []
}
