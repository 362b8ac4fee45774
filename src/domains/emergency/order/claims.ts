import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { db } from '../db.ts'

export type ClaimKind = 'TN' | 'AEUI' | 'CALLBACK'
interface Claim { readonly kind: ClaimKind, readonly subject: string }

/** Written in one order by all, so that two orders never wait for each other. */
async function tryClaim(tx: Tx, { accountId, orderId }: Claimer, claims: readonly Claim[]): Promise<{ kind: string, subject: string, holder: string | null }[]> {
  const [kinds, subjects] = [claims.map(({ kind }) => kind), claims.map(({ subject }) => subject)]
  await sql`insert into e911_claim (account_id, kind, subject, order_id)
    select ${accountId}, kind, subject, ${orderId} from unnest(${kinds}::text[], ${subjects}::text[]) as wanted(kind, subject)
    order by kind, subject collate "C" on conflict do nothing`.execute(db(tx))
  const { rows } = await sql<{ kind: string, subject: string, holder: string | null }>`
    select wanted.kind, wanted.subject, claim.order_id as holder from unnest(${kinds}::text[], ${subjects}::text[]) as wanted(kind, subject)
      left join e911_claim claim on claim.account_id = ${accountId} and claim.kind = wanted.kind and claim.subject = wanted.subject
    where claim.order_id is distinct from ${orderId}::uuid`.execute(db(tx))
  return rows
}

interface Claimer { readonly accountId: number, readonly orderId: string }

const MOST_TRIES = 5

/**
 * Lets an order hold what it is about until it ends. Answers what others hold, by `kind:subject`, with the order that does. Waits for
 * orders that begin at the same instant.
 */
export async function claim(tx: Tx, claimer: Claimer, claims: readonly Claim[]): Promise<ReadonlyMap<string, string>> {
  let rest = claims
  const busy = new Map<string, string>()
  for (let tries = 0; rest.length > 0; tries += 1) {
    const others = await tryClaim(tx, claimer, rest)
    for (const { kind, subject, holder } of others) if (holder !== null) busy.set(`${kind}:${subject}`, holder)
    // Whoever held these has just let go.
    const free = new Set(others.filter(({ holder }) => holder === null).map(({ kind, subject }) => `${kind}:${subject}`))
    rest = rest.filter(({ kind, subject }) => free.has(`${kind}:${subject}`))
    if (tries === MOST_TRIES) throw new Error('claims come and go too fast')
  }
  return busy
}

export async function releaseClaims(tx: Tx, orderId: string): Promise<void> {
  await db(tx).deleteFrom('e911_claim').where('order_id', '=', orderId).execute()
}

/** Whether two orders want the very same. */
export async function isRepeated(tx: Tx, orderId: string, otherId: string): Promise<boolean> {
  const { rows } = await sql`select from e911_order one join e911_order other
      on (one.kind, one.action, one.subjects, one.content) = (other.kind, other.action, other.subjects, other.content)
    where one.order_id = ${orderId} and other.order_id = ${otherId}`.execute(db(tx))
  return rows.length > 0
}
