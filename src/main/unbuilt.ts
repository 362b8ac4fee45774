import type { Route } from '../kernel/contract/handler.ts'

/** Routes of documented operations that nobody has built: each answers 501 and says so. */
export function unbuiltRoutes(_built: readonly Route[]): readonly Route[] {
  return []
}
