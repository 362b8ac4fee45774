import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Clock } from '../clock/clock.ts'
import type { Database } from '../db/database.ts'
import { commonErrors } from '../errors/common.ts'
import type { Rendered } from './write-reply.ts'

/** How long a key is remembered. */
const REMEMBERED_MS = 24 * 3_600_000
const KEY_SHAPE = /^[\x21-\x7e]{1,255}$/

interface KeyedRequest {
  readonly accountId: number
  readonly key: string
  readonly operation: string
  readonly path: string
  readonly rawBody: Buffer
}

const Headers = z.record(z.string(), z.string())

const fingerprintOf = (request: KeyedRequest) =>
  createHash('sha256').update(`${request.operation}\n${request.path}\n`).update(request.rawBody).digest()

/**
 * Runs a POST once per Idempotency-Key and account. The key, the work and the answer are one transaction: a key is
 * remembered exactly if its work was done, a second request with the same key waits for the first and gets its answer,
 * and a refused or failed request leaves the key free. Throws 422 when the key came with another request before.
 */
export async function answerOnce(
  database: Database, clock: Clock, request: KeyedRequest, work: () => Promise<Rendered>,
): Promise<Rendered> {
  if (!KEY_SHAPE.test(request.key)) throw commonErrors.badRequest({ reason: 'Idempotency-Key takes 1 to 255 printable ASCII characters without spaces' })
  const fingerprint = fingerprintOf(request)
  return database.transaction(async (tx) => {
    const now = clock.now()
    await tx.deleteFrom('idempotency').where('account_id', '=', request.accountId).where('key', '=', request.key)
      .where('created_at', '<', new Date(now.getTime() - REMEMBERED_MS)).execute()
    const inserted = await tx.insertInto('idempotency')
      .values({ account_id: request.accountId, key: request.key, operation: request.operation, fingerprint, created_at: now })
      .onConflict((conflict) => conflict.columns(['account_id', 'key']).doNothing())
      .returning('key').executeTakeFirst()
    if (!inserted) return replay(database, request, fingerprint)
    const rendered = await work()
    await tx.updateTable('idempotency')
      .set({ status: rendered.status, headers: sql`${JSON.stringify({ ...rendered.headers, 'Content-Type': rendered.type ?? '' })}::jsonb`, body: rendered.body.toString() })
      .where('account_id', '=', request.accountId).where('key', '=', request.key).execute()
    return rendered
  })
}

async function replay(database: Database, request: KeyedRequest, fingerprint: Buffer): Promise<Rendered> {
  const row = await database.db.selectFrom('idempotency').select(['fingerprint', 'status', 'headers', 'body'])
    .where('account_id', '=', request.accountId).where('key', '=', request.key).executeTakeFirst()
  // The other request was rolled back between our insert and this look: the client may simply try again.
  if (!row || row.status === null) throw commonErrors.conflict({ reason: 'A request with this Idempotency-Key has just failed; send it again.' })
  if (!row.fingerprint.equals(fingerprint)) throw commonErrors.keyReused()
  const { 'Content-Type': type, ...headers } = Headers.parse(row.headers)
  return { status: row.status, type: type || undefined, body: row.body ?? '', headers: { ...headers, 'Idempotency-Replayed': 'true' } }
}
