import { sql } from 'kysely'
import type { Database, Tx } from '../../../kernel/db/database.ts'
import type { Attempt, Mailer } from '../ports.ts'

const KEPT: Attempt = {
  outcome: 'success', status: 250, requestHead: '', responseHead: '250 kept: no mail server is configured', responseBody: '', error: null, durationMs: 0,
}

const REFUSED: Attempt = {
  outcome: 'failed', status: null, requestHead: '', responseHead: null, responseBody: null, durationMs: 0,
  error: { kind: 'settings', message: 'no mail server is configured (NUMBERPLANE_SMTP_HOST)' },
}

/** Keeps mails where somebody can read them, in place of a mail server. One that comes again is kept once. */
export function keepingMailer(database: Database): Mailer {
  return {
    async send({ id, accountId, to, subject, text, html, at }) {
      await sql`insert into kept_mail (id, account_id, recipient, subject, text_body, html_body, kept_at)
        select ${id}, a.id, ${to}, ${subject}, ${text}, ${html}, ${at} from account a where a.id = ${accountId} on conflict (id) do nothing`.execute(database.db)
      return KEPT
    },
    close: async () => undefined,
  }
}

/** Says that there is no mail server: where nobody could read what is kept, keeping would be losing. */
export const refusingMailer: Mailer = { send: async () => REFUSED, close: async () => undefined }

export interface KeptMail {
  readonly id: string
  readonly accountId: number
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly at: Date
}

/** The latest mails that were kept for these accounts, newest first; `to` narrows them to one recipient. */
export async function keptMails(tx: Tx, accountIds: readonly number[], { to, size }: { readonly to?: string, readonly size: number }): Promise<KeptMail[]> {
  const result = await sql<KeptMail>`select id, account_id as "accountId", recipient as to, subject, text_body as text, html_body as html, kept_at as at
    from kept_mail where account_id = any(${accountIds}::int[]) and lower(recipient) = coalesce(lower(${to ?? null}::text), lower(recipient))
    order by seq desc limit ${size}`.execute(tx)
  return result.rows
}
