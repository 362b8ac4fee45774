import { AsyncLocalStorage } from 'node:async_hooks'
import { Kysely, PostgresDialect, type ConnectionProvider } from 'kysely'
import pg from 'pg'
import { Connection, StatementNames } from './connection.ts'
import type { DB } from './schema.ts'
import { runTransaction } from './transaction.ts'

/** An open transaction, or the database itself where single statements suffice. */
export type Tx = Kysely<DB>

/** The database as the rest of the product sees it. */
export interface Database {
  /** For statements that need no transaction of their own. Inside an ambient transaction it is that transaction. */
  readonly db: Tx
  readonly pool: pg.Pool
  /**
   * Runs work in one transaction: committed when the promise resolves, rolled back when it rejects.
   * Called inside another transaction of the same request, it joins that one.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** How the driver reads PostgreSQL values: bigint as number (our counts stay far below 2^53), numeric as number. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    if (oid === pg.types.builtins.INT8 || oid === pg.types.builtins.NUMERIC) return Number
    return pg.types.getTypeParser(oid, format as 'text')
  },
}

export interface DatabaseOptions {
  readonly url: string
  readonly max: number
  readonly applicationName: string
  readonly onPoolError: (error: Error) => void
  /** Plans prepared statements once, whatever their values: for connections that run a few simple ones very often. */
  readonly plansOnce?: boolean
}

/** A pool of plain driver connections with our value parsers and time limits. */
export function createPool(options: DatabaseOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max,
    application_name: options.applicationName,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 60_000,
    idle_in_transaction_session_timeout: 60_000,
    pipeline: true,
    ...(options.plansOnce ? { options: '-c plan_cache_mode=force_generic_plan' } : {}),
    types,
  })
  // A pool counts as ended before its last connections are: that the server ends those is no loss.
  pool.on('error', (error) => { if (!pool.ending) options.onPoolError(error) })
  // The pool listens to idle connections only. One that breaks between two statements of a transaction would end the
  // process; with a listener, the next statement fails and the transaction with it.
  pool.on('connect', (client) => { client.on('error', () => undefined) })
  return pool
}

/** Makes Kysely work on whatever connections a provider hands out. */
function kyselyOver(pool: pg.Pool): (provider: ConnectionProvider) => Tx {
  const dialect = new PostgresDialect({ pool })
  const driver = dialect.createDriver()
  const executor = new Kysely<DB>({ dialect }).getExecutor()
  return (provider) => new Kysely<DB>({ config: { dialect }, dialect, driver, executor: executor.withConnectionProvider(provider) })
}

/** Opens the database. No connection is made before the first statement. */
export function openDatabase(options: DatabaseOptions): Database {
  const pool = createPool(options)
  const names = new StatementNames()
  const connections = new WeakMap<pg.PoolClient, Connection>()
  const connectionOf = (client: pg.PoolClient): Connection => {
    const connection = connections.get(client) ?? new Connection(client, names)
    connections.set(client, connection)
    return connection
  }
  const over = kyselyOver(pool)
  const root = over({
    provideConnection: async (consumer) => {
      const client = await pool.connect()
      try {
        return await consumer(connectionOf(client))
      } finally {
        client.release()
      }
    },
  })
  const ambient = new AsyncLocalStorage<Tx>()
  return {
    get db() {
      return ambient.getStore() ?? root
    },
    pool,
    transaction(work) {
      const outer = ambient.getStore()
      if (outer) return work(outer)
      return runTransaction(pool, connectionOf, (scope) => {
        const tx = over(scope)
        return ambient.run(tx, () => work(tx))
      })
    },
    close: () => pool.end(),
  }
}

/**
 * Narrows a transaction to the tables that a domain owns; each domain calls it once, in its `db.ts`.
 *
 * @example
 * export const db = tables<Pick<DB, 'site' | 'sip_peer'>>()
 */
export function tables<Owned>(): (tx: Tx) => Kysely<Owned> {
  // The narrowing is of types only: a Kysely over all tables can do whatever one over some of them can.
  return (tx) => tx as unknown as Kysely<Owned>
}
