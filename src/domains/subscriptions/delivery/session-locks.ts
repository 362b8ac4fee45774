import type pg from 'pg'
import { Gather } from '../../../kernel/gather/gather.ts'

/** Keeps these locks apart from other users of hashed lock numbers. */
const LOCK_SEED = 20_049

const LOCKS_AT_ONCE = 200

/** One database session and the locks that it holds. It is asked for many locks at once. */
class Session {
  /** Calls that need the session; it is given back when the last one is done. */
  users = 0
  #failure: Error | undefined
  readonly #client: Promise<pg.PoolClient>
  readonly #onError = (error: Error) => { this.#failure = error }
  readonly #locking: Gather<string, boolean>
  readonly #unlocking: Gather<string, boolean>

  constructor(pool: pg.Pool) {
    this.#client = pool.connect().then((client) => client.on('error', this.#onError))
    this.#locking = new Gather(LOCKS_AT_ONCE, (names) => this.#ask('pg_try_advisory_lock', names))
    this.#unlocking = new Gather(LOCKS_AT_ONCE, (names) => this.#ask('pg_advisory_unlock', names))
  }

  get isBroken(): boolean {
    return this.#failure !== undefined
  }

  tryLock(name: string): Promise<boolean> {
    return this.#locking.ask(name)
  }

  async unlock(name: string): Promise<void> {
    await this.#unlocking.ask(name)
  }

  async #ask(what: 'pg_try_advisory_lock' | 'pg_advisory_unlock', names: readonly string[]): Promise<boolean[]> {
    if (this.#failure) throw this.#failure
    try {
      const client = await this.#client
      const { rows } = await client.query<{ yes: boolean }>(
        `select ${what}(hashtextextended(n.name, ${LOCK_SEED})) as yes from unnest($1::text[]) with ordinality as n(name, position) order by n.position`, [names])
      return rows.map(({ yes }) => yes)
    } catch (error) {
      // Of a statement that failed nobody knows which locks it got: the connection is closed, and they with it.
      this.#failure = error instanceof Error ? error : new Error(String(error))
      throw this.#failure
    }
  }

  /** Gives the connection back; one that has failed is closed, and its locks with it. */
  async end(): Promise<void> {
    const client = await this.#client
    client.off('error', this.#onError)
    client.release(this.#failure)
  }
}

/**
 * Locks by name that hold over all processes, and are free at once when a process dies. However many are held, they
 * take one connection of the pool, and none while nothing is locked.
 */
export class SessionLocks {
  readonly #pool: pg.Pool
  #session: Session | undefined

  constructor(pool: pg.Pool) {
    this.#pool = pool
  }

  /** Runs work under a lock. Answers undefined, at once, where another process holds it. Not reentrant within a process. */
  async run<T>(name: string, work: () => Promise<T>): Promise<T | undefined> {
    const session = this.#session?.isBroken === false ? this.#session : new Session(this.#pool)
    this.#session = session
    session.users += 1
    try {
      if (!await session.tryLock(name)) return undefined
      try {
        return await work()
      } finally {
        await session.unlock(name)
      }
    } finally {
      await this.#leave(session)
    }
  }

  async #leave(session: Session): Promise<void> {
    session.users -= 1
    if (session.users > 0) return
    if (this.#session === session) this.#session = undefined
    await session.end()
  }
}
