import type { SystemClock } from '../../kernel/clock/clock.ts'
import type { Route } from '../../kernel/contract/handler.ts'
import type { Database } from '../../kernel/db/database.ts'

export interface SandboxDependencies {
  readonly database: Database
  readonly clock: SystemClock
  /** Makes this process forget cached accounts at once, after a clock was moved. */
  readonly forgetIdentities: () => void
}

export function sandboxRoutes(_deps: SandboxDependencies): readonly Route[] {
  return []
}
