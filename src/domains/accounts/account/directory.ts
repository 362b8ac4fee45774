import { offsetClock, type SystemClock } from '../../../kernel/clock/clock.ts'
import type { AccountScope } from '../../../kernel/contract/handler.ts'
import type { Database } from '../../../kernel/db/database.ts'
import type { AccountDirectory } from '../../../kernel/http/operation-route.ts'
import { BoundedMap } from '../../../kernel/gather/bounded-map.ts'
import { findScope } from './repository.ts'

const FRESH_MS = 2_000
const MOST_ACCOUNTS = 10_000

interface Entry {
  readonly scope: Promise<AccountScope | undefined>
  readonly readMs: number
}

/** The accounts that requests are about, remembered for two seconds or until a change is announced. */
export class CachedDirectory implements AccountDirectory {
  readonly #database: Pick<Database, 'db'>
  readonly #clock: SystemClock
  readonly #entries = new BoundedMap<number, Entry>(MOST_ACCOUNTS)

  constructor(database: Pick<Database, 'db'>, clock: SystemClock) {
    this.#database = database
    this.#clock = clock
  }

  forget(): void {
    this.#entries.clear()
  }

  /** Undefined for an account that does not exist or is suspended: both answer as if there were none. */
  scope(accountId: number): Promise<AccountScope | undefined> {
    const now = this.#clock.monotonicMs()
    const known = this.#entries.get(accountId)
    if (known && now - known.readMs < FRESH_MS) return known.scope
    const entry = { scope: this.#read(accountId), readMs: now }
    this.#entries.set(accountId, entry)
    entry.scope.catch(() => {
      // Who asked gets the error; the next one reads anew.
      if (this.#entries.get(accountId) === entry) this.#entries.delete(accountId)
    })
    return entry.scope
  }

  async #read(accountId: number): Promise<AccountScope | undefined> {
    const account = await findScope(this.#database.db, accountId)
    if (!account?.active) return undefined
    const { id, sandbox, strictInput, clockOffsetMs } = account
    return { id, sandbox, strictInput, clock: offsetClock(this.#clock, clockOffsetMs) }
  }
}
