import { AsyncLocalStorage } from 'node:async_hooks'
import { Kysely, PostgresDialect, type CompiledQuery, type ConnectionProvider } from 'kysely'
import pg from 'pg'
import { gatherAnnouncements } from './announce.ts'
import { Connection, StatementNames } from './connection.ts'
import type { DB } from './schema.ts'
import { JointTransaction } from './joint-transaction.ts'
import { SharedTransactions } from './shared-transactions.ts'
import { beginTransaction, runTransaction, type OpenTransaction } from './transaction.ts'
import type { Tx } from './tx.ts'

export type { Tx }

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
  /**
   * Runs work whose changes are one transaction, however many it makes: what changes something first begins it, and it is
   * committed when all is done. What is read before, or waited for outside of the database, holds no transaction.
   */
  jointly<T>(work: () => Promise<T>, steps: JointSteps<T>): Promise<T>
  /**
   * Like `transaction`, for small work that many do at the same time: theirs of the same kind shares one transaction with it,
   * which costs a fraction of one each. What shares a transaction sees what the others write, commits with them, and where one of them fails
   * each is done again in a transaction of its own (where the connection is lost all fail: nobody knows what was committed). So the work must be right when done twice, must not depend
   * on row locks to keep it apart from work of its own kind, and answers a refusal rather than throwing it.
   */
  together<T>(kind: string, work: (tx: Tx) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** What belongs to a transaction of `jointly`, whatever the work in it is. */
export interface JointSteps<T> {
  /** Done before anything is changed. */
  begin(tx: Tx): Promise<void>
  /** Done after the work. Answers a last statement, which goes to the server together with COMMIT. */
  end(tx: Tx, result: T): Promise<CompiledQuery | undefined>
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
  /** How long the server may take for a statement; 60 s unless given. The connection is given up a quarter later. */
  readonly statementMs?: number
  /** Plans prepared statements once, whatever their values: for connections that run a few simple ones very often. */
  readonly plansOnce?: boolean
}

const STATEMENT_MS = 60_000
/** The server ends a statement first, and the connection stays; this is for one that says nothing. */
const WAIT_FOR_SERVER = 1.25

/** A pool of plain driver connections with our value parsers and time limits. */
export function createPool(options: DatabaseOptions): pg.Pool {
  const { statementMs = STATEMENT_MS } = options
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max,
    application_name: options.applicationName,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: statementMs,
    // For a server that has stopped, or a network that swallows everything: nobody else would end the waiting.
    query_timeout: Math.ceil(statementMs * WAIT_FOR_SERVER),
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

/** What statements run in that are given anywhere below: a transaction, or one that is begun when it is needed. */
interface Ambient {
  readonly db: Tx
  transaction(): Promise<Tx>
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
  const single: ConnectionProvider = {
    provideConnection: async (consumer) => {
      const client = await pool.connect()
      try {
        return await consumer(connectionOf(client))
      } finally {
        client.release()
      }
    },
  }
  const root = over(single)
  const ambient = new AsyncLocalStorage<Ambient>()
  const inside = <T>(tx: Tx, work: () => Promise<T>): Promise<T> => ambient.run({ db: tx, transaction: async () => tx }, work)
  const overOpen = ({ scope, channels }: Pick<OpenTransaction, 'scope' | 'channels'>): Tx => gatherAnnouncements(over(scope), channels)
  const transact = <T>(work: (tx: Tx) => Promise<T>) => runTransaction(pool, connectionOf, (open) => {
    const tx = overOpen(open)
    return inside(tx, () => work(tx))
  })
  const shared = new SharedTransactions(transact)
  return {
    get db() {
      return ambient.getStore()?.db ?? root
    },
    pool,
    async transaction(work) {
      const outer = ambient.getStore()
      return outer ? work(await outer.transaction()) : transact(work)
    },
    async together(kind, work) {
      const outer = ambient.getStore()
      return outer ? work(await outer.transaction()) : shared.run(kind, work)
    },
    async jointly(work, { begin, end }) {
      if (ambient.getStore()) throw new Error('a joint transaction cannot be begun inside another one')
      const joint = new JointTransaction({
        open: () => beginTransaction(pool, connectionOf), over: overOpen, single, begun: (tx) => inside(tx, () => begin(tx)),
      })
      try {
        const result = await ambient.run(joint, work)
        const tx = await joint.transaction()
        await joint.commit(await inside(tx, () => end(tx, result)))
        return result
      } catch (error) {
        await joint.rollBack()
        throw error
      }
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
