import type pg from 'pg'

/** Keeps these locks apart from other users of hashed lock numbers. */
const LOCK_SEED = 20_049

/** One database session and the locks that it holds. Its statements run one after the other. */
class Session {
  /** Calls that need the session; it is given back when the last one is done. */
  users = 0
  #failure: Error | undefined
  readonly #client: Promise<pg.PoolClient>
  #tail: Promise<unknown>
  readonly #onError = (error: Error) => { this.#failure = error }

  constructor(pool: pg.Pool) {
    this.#client = pool.connect()
    this.#tail = this.#client.then((client) => client.on('error', this.#onError))
  }

  get isBroken(): boolean {
    return this.#failure !== undefined
  }

  async tryLock(name: string): Promise<boolean> {
    return (await this.#ask(`select pg_try_advisory_lock(hashtextextended($1, ${LOCK_SEED})) as yes`, name)).rows[0]?.yes === true
  }

  async unlock(name: string): Promise<void> {
    await this.#ask(`select pg_advisory_unlock(hashtextextended($1, ${LOCK_SEED})) as yes`, name)
  }

  #ask(statement: string, name: string): Promise<pg.QueryResult<{ yes: boolean }>> {
    const answer = this.#tail.then(async () => (await this.#client).query<{ yes: boolean }>(statement, [name]))
    // The next statement does not depend on how this one went; whoever asked is told.
    this.#tail = answer.catch((error: unknown) => { this.#failure = error instanceof Error ? error : new Error(String(error)) })
    return answer
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
