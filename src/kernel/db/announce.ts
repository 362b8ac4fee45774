import { sql } from 'kysely'
import type { Tx } from './tx.ts'

/** Channels to ring when a transaction has committed. */
const waiting = new WeakMap<Tx, Set<string>>()

/** Makes announcements of this transaction wait for its end, in a set of channels. Answers the transaction. */
export function gatherAnnouncements(tx: Tx, channels: Set<string>): Tx {
  waiting.set(tx, channels)
  return tx
}

/**
 * Tells listeners of a channel that there is something to look at, right after the transaction has committed. Within it
 * would be wrong: PostgreSQL lets transactions that notify commit only one at a time, each waiting for the disk. Should
 * the process die in between nobody is told, so a listener must look by itself now and then.
 */
export async function announce(tx: Tx, channel: string): Promise<void> {
  const channels = waiting.get(tx)
  if (channels) channels.add(channel)
  else await sql`select pg_notify(${channel}, '')`.execute(tx)
}
