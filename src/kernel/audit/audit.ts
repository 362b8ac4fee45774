import type { Actor, Call } from '../contract/handler.ts'
import type { Tx } from '../db/database.ts'
import { withoutSecrets } from './secrets.ts'

/** Who does something, when, and in which request. */
export interface AuditContext {
  readonly at: Date
  readonly actor: Pick<Actor, 'userId' | 'userName'>
  /** Absent for what is done from the command line. */
  readonly requestId?: string
}

/** What was done. */
export interface AuditedChange {
  readonly accountId?: number
  /** The operation's id, or the command. */
  readonly operation: string
  /** What it was done to, for example `user jane` or `site 743`. */
  readonly subject: string
  /** The thing as it was and as it is now; absent for what did not exist. Secrets are removed before it is stored. */
  readonly before?: unknown
  readonly after?: unknown
}

/** Nobody signs in at the command line: whoever can start the program may do everything. */
export const COMMAND_LINE: AuditContext['actor'] = { userId: 0, userName: '(command line)' }

/** The context of a request. */
export const auditContext = ({ actor, clock, requestId }: Pick<Call<unknown, unknown, unknown>, 'actor' | 'clock' | 'requestId'>): AuditContext =>
  ({ at: clock.now(), actor, requestId })

const json = (value: unknown): string | null => value === undefined ? null : JSON.stringify(withoutSecrets(value))

/**
 * Writes an entry of the audit trail for an operation that keeps its own, and for commands; for all other operations the
 * HTTP layer does it (`kernel/http/audited.ts`). In the transaction of the change: there is an entry exactly if there is the change.
 *
 * @example
 * await audit(tx, auditContext(call), { accountId, operation: 'sites-id-put', subject: `site ${id}`, before, after })
 */
export async function audit(tx: Tx, context: AuditContext, change: AuditedChange): Promise<void> {
  await auditStatement(tx, context, change).execute()
}

/** The statement that writes an entry, for whoever sends it together with others. */
export const auditStatement = (tx: Tx, { at, actor, requestId }: AuditContext, change: AuditedChange) => tx.insertInto('audit_entry').values({
  at, actor: actor.userName, actor_id: actor.userId === COMMAND_LINE.userId ? null : actor.userId,
  account_id: change.accountId ?? null, operation: change.operation, subject: change.subject,
  before: json(change.before), after: json(change.after), request_id: requestId ?? null,
})
