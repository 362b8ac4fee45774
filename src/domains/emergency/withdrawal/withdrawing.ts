import { accountClock } from '../../../kernel/clock/account-clock.ts'
import type { Clock } from '../../../kernel/clock/clock.ts'
import { addDuration } from '../../../kernel/clock/duration.ts'
import type { Database, Tx } from '../../../kernel/db/database.ts'
import { enqueue } from '../../../kernel/jobs/job.ts'
import { setTimer } from '../../../kernel/jobs/timer.ts'
import type { Logger } from '../../../kernel/log/logger.ts'
import type { EmergencyService } from '../ports.ts'
import { withdrawNumbers } from './jobs.ts'
import { beginBatch, endBatch, giveBackWithdrawals, insertWithdrawals, pauseBatch, type Leaving } from './repository.ts'

const SECOND_MS = 1000

async function queue(tx: Tx, accountId: number, batchId: string | undefined): Promise<void> {
  if (batchId !== undefined) await enqueue(tx, withdrawNumbers, { accountId, batchId }, { accountId })
}

/** Has the emergency service told of numbers that have left an account. */
export async function withdraw(tx: Tx, accountId: number, leaving: readonly Leaving[]): Promise<void> {
  if (leaving.length > 0) await queue(tx, accountId, await insertWithdrawals(tx, accountId, leaving))
}

/**
 * Ends what an order had to say about numbers that had left before, or left meanwhile: those that it has given an address stay at the service. Called when
 * the order has let its claims go.
 */
export async function settleWithdrawals(tx: Tx, order: { readonly id: string, readonly accountId: number }, done: readonly string[]): Promise<void> {
  await queue(tx, order.accountId, await giveBackWithdrawals(tx, { orderId: order.id, accountId: order.accountId }, done))
}

interface Telling { readonly database: Database, readonly clock: Clock, readonly service: EmergencyService | undefined, readonly log: Logger }

/** Tells the emergency service of a batch, outside of any transaction. Throws where it cannot be reached, so that the job is tried again. */
export async function tellOfLeaving({ database, clock, service, log }: Telling, { accountId, batchId }: { readonly accountId: number, readonly batchId: string }): Promise<void> {
  const now = (await accountClock(database.db, clock, accountId)).now()
  const { leaving, askedAt } = await database.transaction((tx) => beginBatch(tx, batchId, now))
  if (leaving.length === 0) return
  const entries = leaving.map(({ tn, address }) => ({ kind: 'number', subject: tn, action: 'remove', address } as const))
  const answer = await service?.submit({ orderId: batchId, entries, askedAt, now }) ?? { kind: 'done', refused: [] }
  switch (answer.kind) {
    case 'done':
      if (answer.refused.length > 0) log.warn({ accountId, refused: answer.refused.length, detail: answer.refused[0]?.detail }, 'the emergency service keeps numbers that have left')
      return endBatch(database.db, batchId)
    case 'later':
      return database.transaction((tx) => setTimer(tx, withdrawNumbers, { accountId, batchId }, {
        accountId, key: `emergency-withdrawal:${batchId}`, dueAt: addDuration(now, { months: 0, ms: answer.seconds * SECOND_MS }),
      }))
    case 'unavailable':
      await pauseBatch(database.db, batchId)
      throw new Error('the emergency service could not be told of numbers that left')
  }
}
