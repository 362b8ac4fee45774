import type { z } from 'zod'
import { announce } from '../db/announce.ts'
import type { Tx } from '../db/database.ts'
import { newId } from '../ids/ids.ts'

/** Channel on which relays hear that events were written. */
export const EVENT_CHANNEL = 'numberplane_event'

/** A kind of thing that happened, in the past tense, with the shape of what is told about it. */
export interface EventType<Payload> {
  /** For example `order.status-changed`. */
  readonly name: string
  readonly version: number
  readonly payload: z.ZodType<Payload>
}

export const defineEvent = <Payload>(type: EventType<Payload>): EventType<Payload> => Object.freeze(type)

/** An event as reactions get it. */
export interface StoredEvent {
  readonly id: string
  /** 0 for what concerns no account. */
  readonly accountId: number
  readonly name: string
  readonly at: Date
  readonly payload: unknown
}

/**
 * Writes an event in the transaction that made it true. It is relayed, at least once, if and only if that commits.
 * `accountId` is null for what concerns no account or all of them.
 */
export async function emit<Payload>(
  tx: Tx, type: EventType<Payload>, accountId: number | null, at: Date, payload: Payload,
): Promise<void> {
  await tx.insertInto('event')
    .values({ id: newId(), account_id: accountId, name: type.name, version: type.version, at, payload: JSON.stringify(payload) })
    .execute()
  await announce(tx, EVENT_CHANNEL)
}
