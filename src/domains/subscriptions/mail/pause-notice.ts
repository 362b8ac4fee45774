import { sql } from 'kysely'
import { z } from 'zod'
import type { Database } from '../../../kernel/db/database.ts'
import type { Logger } from '../../../kernel/log/logger.ts'
import type { Mailer } from '../ports.ts'
import { htmlPage } from './html.ts'

interface Paused {
  readonly account_id: number
  readonly contact: unknown
  readonly target: string
  readonly failing_since: Date | null
  readonly paused_at: Date
  readonly last_attempt: string | null
  readonly waiting: number
}

const Address = z.email()

/**
 * Tells the contact of an account that a subscription was paused. Nothing happens where it is not paused any more, or the
 * account has no contact. Throws where the mail could not be sent, so that it is tried again.
 */
export async function tellOfPausedSubscription(database: Database, mailer: Mailer, subscriptionId: string, log: Logger): Promise<void> {
  const found = await sql<Paused>`select s.account_id, a.details -> 'contact' ->> 'email' as contact, coalesce(s.url, s.email) as target, s.failing_since,
      s.paused_at, s.last_attempt, (select count(*) from delivery d where d.subscription_id = s.id and d.state = 'pending') as waiting
    from subscription s join account a on a.id = s.account_id where s.id = ${subscriptionId} and s.paused_at is not null`.execute(database.db)
  const [paused] = found.rows
  if (!paused) return
  const to = Address.safeParse(paused.contact)
  if (!to.success) {
    log.warn({ subscriptionId, account: paused.account_id }, 'a subscription was paused, and the account has no contact to tell')
    return
  }
  const attempt = await mailer.send({ ...composeNotice(subscriptionId, paused), id: `${subscriptionId}.${paused.paused_at.getTime()}`, accountId: paused.account_id, to: to.data, at: paused.paused_at })
  if (attempt.outcome !== 'success' && attempt.isFinal !== true) throw new Error(`the mail about a paused subscription could not be sent: ${attempt.error?.message ?? attempt.status}`)
  if (attempt.outcome !== 'success') log.warn({ subscriptionId, status: attempt.status }, "the account's contact takes no mail")
}

function composeNotice(subscriptionId: string, { account_id: accountId, target, failing_since: since, paused_at: at, last_attempt: last, waiting }: Paused) {
  const subject = `Subscription ${subscriptionId} is paused (account ${accountId})`
  const facts = [
    ['Account', String(accountId)], ['Subscription', subscriptionId], ['Target', target], ['Failing since', since?.toISOString() ?? ''],
    ['Paused at', at.toISOString()], ['Latest attempt', last ?? ''], ['Notifications that wait', String(waiting)],
  ]
  const paragraph = 'Nothing that was sent to this subscription has been taken for a long time, so sending has stopped. Nothing is lost: what waits is sent, in order, as soon as somebody resumes the subscription.'
  const how = `POST /accounts/${accountId}/subscriptions/${subscriptionId}/resume resumes it; so does changing it with PUT.`
  return {
    subject, text: [paragraph, '', ...facts.map((fact) => fact.join(': ')), '', how, ''].join('\n'),
    html: htmlPage({ title: subject, paragraphs: [paragraph], rows: facts, closing: how }),
  }
}
