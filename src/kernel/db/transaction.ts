import type { CompiledQuery, ConnectionProvider } from 'kysely'
import type pg from 'pg'
import type { Connection } from './connection.ts'

/** Hands the one connection of a transaction out for as long as that lasts. */
class TransactionScope implements ConnectionProvider {
  readonly #connection: Connection
  #isOver = false

  constructor(connection: Connection) {
    this.#connection = connection
  }

  async provideConnection<T>(consumer: (connection: Connection) => Promise<T>): Promise<T> {
    if (this.#isOver) throw new Error('a statement came after its transaction had ended')
    return consumer(this.#connection)
  }

  end(): void {
    this.#isOver = true
  }
}

/** A transaction on a connection of the pool. Whoever opens it ends it, in one of the two ways. */
export interface OpenTransaction {
  readonly scope: ConnectionProvider
  readonly connection: Connection
  /** Channels that are rung behind COMMIT, in the same packet; for nothing where that fails. */
  readonly channels: Set<string>
  /** Commits, after a last statement that goes out in the same packet. Throws where a statement had failed; roll back then. */
  commit(last?: CompiledQuery): Promise<void>
  rollBack(): Promise<void>
}

export type ConnectionOf = (client: pg.PoolClient) => Connection

/**
 * Begins a transaction. Unlike Kysely's own, it sends BEGIN together with the first statement, and statements that are
 * awaited together (`Promise.all`) go out together and are run in their order.
 */
export async function beginTransaction(pool: pg.Pool, connectionOf: ConnectionOf): Promise<OpenTransaction> {
  const client = await pool.connect()
  const connection = connectionOf(client)
  const scope = new TransactionScope(connection)
  const channels = new Set<string>()
  connection.command('begin').catch(() => {
    // It fails only where the connection is lost, and then the first statement says so.
  })
  return {
    scope, connection, channels,
    async commit(last) {
      scope.end()
      const lastly = last && connection.executeQuery(last)
      const [, command] = await Promise.all([lastly, connection.command('commit'), ...[...channels].map((channel) => connection.ring(channel))])
      if (command !== 'COMMIT') throw new Error('the transaction was rolled back: one of its statements had failed')
      client.release()
    },
    async rollBack() {
      scope.end()
      await rollBack(client, connection)
    },
  }
}

/** Runs work in a transaction: committed when the promise resolves, rolled back when it rejects. */
export async function runTransaction<T>(pool: pg.Pool, connectionOf: ConnectionOf, work: (open: OpenTransaction) => Promise<T>): Promise<T> {
  const open = await beginTransaction(pool, connectionOf)
  try {
    const result = await work(open)
    await open.commit()
    return result
  } catch (error) {
    await open.rollBack()
    throw error
  }
}

async function rollBack(client: pg.PoolClient, connection: Connection): Promise<void> {
  try {
    await connection.command('rollback')
    client.release()
  } catch {
    // The connection is lost, and the transaction with it; what went wrong before is what the caller hears of.
    client.release(true)
  }
}
