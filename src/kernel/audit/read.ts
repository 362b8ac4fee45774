import { sql } from 'kysely'
import type { Tx } from '../db/database.ts'

/** An entry of the audit trail as it was written. */
export interface AuditEntry {
  readonly id: number
  readonly at: Date
  readonly actor: string
  readonly actorId: number | undefined
  readonly accountId: number | undefined
  readonly operation: string
  readonly subject: string
  readonly before: unknown
  readonly after: unknown
  readonly requestId: string | undefined
}

/** What entries have to have; names match without case, `since` is included and `until` is not. */
export interface AuditFilter {
  readonly accountId?: number
  readonly actor?: string
  readonly operation?: string
  readonly since?: Date
  readonly until?: Date
}

interface Row extends Omit<AuditEntry, 'actorId' | 'accountId' | 'requestId'> {
  readonly actor_id: number | null
  readonly account_id: number | null
  readonly request_id: string | null
}

const toEntry = ({ actor_id, account_id, request_id, ...row }: Row): AuditEntry =>
  ({ ...row, actorId: actor_id ?? undefined, accountId: account_id ?? undefined, requestId: request_id ?? undefined })

const matching = ({ accountId, actor, operation, since, until }: AuditFilter) => sql.join([
  sql`true`,
  ...accountId === undefined ? [] : [sql`account_id = ${accountId}`],
  ...actor === undefined ? [] : [sql`lower(actor) = lower(${actor})`],
  ...operation === undefined ? [] : [sql`operation = ${operation}`],
  ...since === undefined ? [] : [sql`at >= ${since}`],
  ...until === undefined ? [] : [sql`at < ${until}`],
], sql` and `)

/** The latest entries first: at most `size` of them, those before the entry `below` where one is given. */
export async function latestEntries(tx: Tx, filter: AuditFilter, { below, size }: { below?: number, size: number }): Promise<AuditEntry[]> {
  const result = await sql<Row>`select id, at, actor, actor_id, account_id, operation, subject, before, after, request_id
    from audit_entry where ${matching(filter)} ${below === undefined ? sql`` : sql`and id < ${below}`}
    order by id desc limit ${size}`.execute(tx)
  return result.rows.map(toEntry)
}

const BATCH = 1_000

/** All entries in the order in which they were written, read as they are asked for. */
export async function* everyEntry(tx: Tx, filter: AuditFilter): AsyncGenerator<AuditEntry> {
  let last = 0
  for (;;) {
    const result = await sql<Row>`select id, at, actor, actor_id, account_id, operation, subject, before, after, request_id
      from audit_entry where ${matching(filter)} and id > ${last} order by id limit ${BATCH}`.execute(tx)
    yield* result.rows.map(toEntry)
    const end = result.rows.at(-1)
    if (!end || result.rows.length < BATCH) return
    last = end.id
  }
}
