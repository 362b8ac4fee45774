import { CompiledQuery, type DatabaseConnection, type QueryResult } from 'kysely'
import type pg from 'pg'

/** Statements that are prepared on a connection at most; each holds its plan in the server's memory. */
const MOST_NAMES = 300
/** Texts that are counted at most. What comes later runs unprepared, which is slower and nothing else. */
const MOST_TEXTS = 3_000
const USES_BEFORE_NAME = 3

/**
 * Gives statements that come again and again a name, by which the driver prepares them once per connection: parsing and
 * planning them anew costs more than running them. Texts with a varying number of placeholders must not fill the
 * server's memory, so rare ones get no name and there is a limit.
 */
export class StatementNames {
  readonly #entries = new Map<string, { uses: number, name: string | undefined }>()
  #names = 0

  nameOf(text: string): string | undefined {
    const entry = this.#entries.get(text)
    if (entry === undefined) {
      if (this.#entries.size < MOST_TEXTS) this.#entries.set(text, { uses: 1, name: undefined })
      return undefined
    }
    entry.uses += 1
    if (entry.name === undefined && entry.uses >= USES_BEFORE_NAME && this.#names < MOST_NAMES) {
      this.#names += 1
      entry.name = `np_${this.#names}`
    }
    return entry.name
  }
}

const CHANGES = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE'])

/** A pool's connection as the query builder sees it. The pool must be made with `pipeline`. */
export class Connection implements DatabaseConnection {
  readonly #client: pg.PoolClient
  readonly #names: StatementNames
  #isHoldingBack = false

  constructor(client: pg.PoolClient, names: StatementNames) {
    this.#client = client
    this.#names = names
  }

  async executeQuery<Row>({ sql: text, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    this.#sendTogether()
    const result = await this.#client.query(parameters.length === 0 ? { text } : { name: this.#names.nameOf(text), text, values: [...parameters] })
    return { rows: result.rows as Row[], numAffectedRows: CHANGES.has(result.command) ? BigInt(result.rowCount ?? 0) : undefined }
  }

  /** A statement without parameters; answers what the server calls it, for example COMMIT. */
  async command(text: string): Promise<string> {
    this.#sendTogether()
    return (await this.#client.query(text)).command
  }

  /** Tells the listeners of a channel. Never rejects: they look by themselves, too. */
  async ring(channel: string): Promise<void> {
    try {
      await this.executeQuery(CompiledQuery.raw("select pg_notify($1, '')", [channel]))
    } catch {
      // The connection is lost, which the statement before this one says as well.
    }
  }

  /** Statements that are given before the program gets around to other things go to the server as one packet. */
  #sendTogether(): void {
    if (this.#isHoldingBack) return
    const { stream } = this.#client.connection
    this.#isHoldingBack = true
    stream.cork()
    process.nextTick(() => {
      this.#isHoldingBack = false
      stream.uncork()
    })
  }

  async *streamQuery(): AsyncGenerator<never> {
    throw new Error('results are not streamed')
  }
}
