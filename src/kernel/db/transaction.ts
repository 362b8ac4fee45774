import type { ConnectionProvider } from 'kysely'
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

/**
 * Runs work in a transaction on a connection of the pool. Unlike Kysely's own, it sends BEGIN together with the first
 * statement, and statements that are awaited together (`Promise.all`) go out together and are run in their order.
 */
export async function runTransaction<T>(
  pool: pg.Pool, connectionOf: (client: pg.PoolClient) => Connection, work: (scope: ConnectionProvider) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  const connection = connectionOf(client)
  const scope = new TransactionScope(connection)
  try {
    connection.command('begin').catch(() => {
      // It fails only where the connection is lost, and then the first statement says so.
    })
    const result = await work(scope)
    scope.end()
    if (await connection.command('commit') !== 'COMMIT') throw new Error('the transaction was rolled back: one of its statements had failed')
    client.release()
    return result
  } catch (error) {
    scope.end()
    await rollBack(client, connection)
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
