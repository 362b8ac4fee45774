import type { CompiledQuery, ConnectionProvider, DatabaseConnection } from 'kysely'
import type { OpenTransaction } from './transaction.ts'

/**
 * A statement that changes or locks something, as the query builder and our own texts write it. Too many are no harm: they
 * begin the transaction a little early.
 */
const CHANGES = /\b(?:insert\s+into|delete\s+from|merge\s+into|update|for\s+(?:key\s+)?share|add_jobs?|nextval|pg_advisory_\w+)\b/i

interface Parts<Tx> {
  readonly open: () => Promise<OpenTransaction>
  readonly over: (open: Pick<OpenTransaction, 'scope' | 'channels'>) => Tx
  /** Connections for statements that read before the transaction has begun. */
  readonly single: ConnectionProvider
  readonly begun: (tx: Tx) => Promise<void>
}

/** A transaction that begins with the first statement that changes something, or when it is asked for. */
export class JointTransaction<Tx> {
  readonly #parts: Parts<Tx>
  #opening: Promise<OpenTransaction> | undefined
  #beginning: Promise<Tx> | undefined
  #tx: Tx | undefined
  #before: Tx | undefined
  readonly #announced = new Set<string>()
  #isOver = false

  constructor(parts: Parts<Tx>) {
    this.#parts = parts
  }

  get db(): Tx {
    return this.#tx ?? (this.#before ??= this.#parts.over({ scope: this.#untilBegun(), channels: this.#announced }))
  }

  transaction(): Promise<Tx> {
    return this.#beginning ??= this.#begin()
  }

  async commit(last: CompiledQuery | undefined): Promise<void> {
    this.#isOver = true
    const open = await this.#opening
    // What was announced by way of `db` before the transaction had begun.
    for (const channel of this.#announced) open?.channels.add(channel)
    await open?.commit(last)
  }

  /** Undoes what was done, where anything was. */
  async rollBack(): Promise<void> {
    this.#isOver = true
    // Where no connection was to be had, there is nothing to undo; the work has failed with that already.
    const open = await this.#opening?.catch(() => undefined)
    await open?.rollBack()
  }

  async #begin(): Promise<Tx> {
    // Part of the work that goes on after the rest has failed: nobody would end what it began.
    if (this.#isOver) throw new Error('a statement came after its transaction had ended')
    const tx = this.#parts.over(await (this.#opening ??= this.#parts.open()))
    await this.#parts.begun(tx)
    this.#tx = tx
    return tx
  }

  /**
   * Until the transaction has begun, reads go to any connection; what changes something begins it, and from then on all goes
   * there, also from those who were given this before. No connection is held while another is waited for.
   */
  #untilBegun(): ConnectionProvider {
    const { single } = this.#parts
    const connection: DatabaseConnection = {
      executeQuery: async <Row>(query: CompiledQuery) => {
        if (!this.#tx && !CHANGES.test(query.sql)) return single.provideConnection((each) => each.executeQuery<Row>(query))
        await this.transaction()
        return this.#within((open) => open.executeQuery<Row>(query))
      },
      async *streamQuery() {
        throw new Error('results are not streamed')
      },
    }
    return { provideConnection: (consumer) => consumer(connection) }
  }

  async #within<T>(work: (connection: DatabaseConnection) => Promise<T>): Promise<T> {
    const open = await this.#opening
    if (!open) throw new Error('the transaction was not begun')
    return open.scope.provideConnection(work)
  }
}
