import { sql } from 'kysely'
import { announce } from '../db/announce.ts'
import type { Database, Tx } from '../db/database.ts'
import type { Logger } from '../log/logger.ts'
import type { StoredEvent } from './event.ts'

/**
 * What the product does because something happened. Runs in the transaction that marks the events as relayed, so its
 * database effects happen exactly once; anything that leaves the database belongs in a job that it enqueues.
 */
export interface Reaction {
  /** Name of the event, or names: events of several kinds then come in one list, in the order in which they happened. */
  readonly on: string | readonly string[]
  readonly run: (tx: Tx, events: readonly StoredEvent[]) => Promise<void>
}

/** Channel on which those who follow the stream of events hear that some were relayed. */
export const RELAYED_CHANNEL = 'numberplane_relayed'

const BATCH = 500
/** Only one relay works at a time, over all processes: events reach their reactions in the order of their arrival. */
const RELAY_LOCK = 7_201_903

/** Hands events that were committed to the reactions. */
export class EventRelay {
  readonly #database: Database
  readonly #reactions: readonly Reaction[]
  readonly #log: Logger

  constructor(database: Database, reactions: readonly Reaction[], log: Logger) {
    this.#database = database
    this.#reactions = reactions
    this.#log = log
  }

  /** Relays everything there is. Answers how many events went through; 0 also when another process is at it. */
  async drain(): Promise<number> {
    let total = 0
    for (;;) {
      const count = await this.#batch(BATCH)
      total += count
      if (count < BATCH) return total
    }
  }

  async #batch(size: number): Promise<number> {
    try {
      return await this.#database.transaction((tx) => this.#relay(tx, size))
    } catch (error) {
      if (size === 1) throw error
      this.#log.error({ err: error }, 'a batch of events could not be relayed; trying its first event alone')
      return this.#batch(1)
    }
  }

  async #relay(tx: Tx, size: number): Promise<number> {
    const [lock, rows] = await Promise.all([
      sql<{ held: boolean }>`select pg_try_advisory_xact_lock(${RELAY_LOCK}) as held`.execute(tx),
      tx.selectFrom('event').select(['id', 'account_id', 'name', 'at', 'payload']).where('relayed', '=', false).orderBy('seq').limit(size).execute(),
    ])
    if (!lock.rows[0]?.held || rows.length === 0) return 0
    const events = rows.map((row): StoredEvent => ({ id: row.id, accountId: row.account_id ?? 0, name: row.name, at: row.at, payload: row.payload }))
    await Promise.all([markRelayed(tx, rows.map(({ id }) => id)), this.#react(tx, events)])
    return rows.length
  }

  async #react(tx: Tx, events: readonly StoredEvent[]): Promise<void> {
    for (const reaction of this.#reactions) {
      const wanted = events.filter(({ name }) => [reaction.on].flat().includes(name))
      if (wanted.length > 0) await reaction.run(tx, wanted)
    }
  }
}

/** Gives the events their places in the stream, in the order of the ids, and says so to those who follow it. */
async function markRelayed(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`with placed as (
      select id, nextval('event_position') as position from (select id from unnest(${ids}::uuid[]) with ordinality as u(id, n) order by n) o)
    update event e set relayed = true, position = p.position from placed p where e.id = p.id`.execute(tx)
  await announce(tx, RELAYED_CHANNEL)
}
