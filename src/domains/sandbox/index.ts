import { z } from 'zod'
import { audit, auditContext } from '../../kernel/audit/audit.ts'
import type { SystemClock } from '../../kernel/clock/clock.ts'
import { addDuration, parseDuration } from '../../kernel/clock/duration.ts'
import { handle, reply, type AccountScope, type Call, type Route } from '../../kernel/contract/handler.ts'
import type { Database, Tx } from '../../kernel/db/database.ts'
import { hasLostRace } from '../../kernel/db/failures.ts'
import { settle } from '../../kernel/jobs/settle.ts'
import { nextDue } from '../../kernel/jobs/timer.ts'
import { createSandboxAccount, moveSandboxClock, readIndustry, readOutbox, resetSandbox, settleSandbox } from './contract.ts'
import { sandboxErrors } from './errors.ts'
import type { SandboxPorts } from './ports.ts'

export type { FreshAccount, SandboxPorts } from './ports.ts'

export interface SandboxDependencies {
  readonly database: Database
  readonly clock: SystemClock
  readonly ports: SandboxPorts
  /** Makes this process forget cached accounts at once, after a clock was moved. */
  readonly forgetIdentities: () => void
}

const Instant = z.iso.datetime({ offset: true })

interface ClockMove { readonly advance?: string, readonly to?: string, readonly nextEvent?: boolean }

/** The instant, on the account's clock, that a move leads to. */
async function targetOf(tx: Tx, accountId: number, now: Date, { advance, to, nextEvent }: ClockMove): Promise<Date> {
  if ([advance !== undefined, to !== undefined, nextEvent === true].filter(Boolean).length !== 1) {
    throw sandboxErrors.invalid({ reason: 'Give exactly one of advance, to and nextEvent.' })
  }
  if (advance !== undefined) {
    const duration = parseDuration(advance)
    if (!duration) throw sandboxErrors.invalid({ reason: 'advance is not an ISO 8601 duration such as PT4H or P45D.' })
    return addDuration(now, duration)
  }
  if (to !== undefined) {
    const instant = Instant.safeParse(to)
    if (!instant.success) throw sandboxErrors.invalid({ reason: 'to is not an ISO 8601 instant such as 2030-01-31T12:00:00Z.' })
    return new Date(instant.data)
  }
  const due = await nextDue(tx, accountId)
  if (!due) throw sandboxErrors.nothingWaits()
  return due > now ? due : now
}

const LONGEST_ECHO = 40

type ClockCall = Pick<Call<unknown, unknown, ClockMove>, 'account' | 'body' | 'actor' | 'requestId'>

const LATEST = Date.UTC(9000, 0, 1)

async function moveClock({ database, clock, ports }: SandboxDependencies, { account, body: move, actor, requestId }: ClockCall): Promise<{ now: Date, offsetMs: number }> {
  return database.transaction(async (tx) => {
    // The row is locked first, so two moves at once add up instead of one being lost.
    const row = await tx.selectFrom('account').select('clock_offset_ms').where('id', '=', account.id).forUpdate().executeTakeFirstOrThrow()
    const real = clock.now().getTime()
    const now = new Date(real + row.clock_offset_ms)
    const target = await targetOf(tx, account.id, now, move)
    if (target < now) throw sandboxErrors.invalid({ reason: `The clock stands at ${now.toISOString()} and cannot go back.` })
    if (!(target.getTime() < LATEST)) throw sandboxErrors.invalid({ reason: 'The clock cannot go beyond the year 8999.' })
    const offsetMs = Math.max(target.getTime() - real, row.clock_offset_ms)
    await ports.moveClock(tx, account.id, offsetMs)
    await audit(tx, auditContext({ actor, clock, requestId }), {
      accountId: account.id, operation: moveSandboxClock.id, subject: `clock of account ${account.id}`, before: { now }, after: { now: new Date(real + offsetMs) },
    })
    return { now: new Date(real + offsetMs), offsetMs }
  })
}

function requireSandbox(account: AccountScope): void {
  if (!account.sandbox) throw sandboxErrors.notASandbox({ accountId: account.id })
}

const MOST_TRIES = 10

/** Runs a transaction again where orders that were placed or processed at the same time undid it. */
async function patiently(work: () => Promise<void>, triesLeft = MOST_TRIES): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (triesLeft <= 1 || !hasLostRace(error)) throw error
    await patiently(work, triesLeft - 1)
  }
}

/** The endpoints that the original does not have: move time, wait until quiet, start over, get a fresh account. */
export function sandboxRoutes(deps: SandboxDependencies): readonly Route[] {
  const { database, clock, ports, forgetIdentities } = deps
  return [
    handle(createSandboxAccount, async (call) => reply(201, await database.transaction(async (tx) => {
      const made = await ports.createAccount(tx, clock.now())
      await audit(tx, auditContext(call), { accountId: made.accountId, operation: createSandboxAccount.id, subject: `account ${made.accountId}`, after: made })
      return made
    }))),
    handle(moveSandboxClock, async (call) => {
      requireSandbox(call.account)
      const moved = await moveClock(deps, call)
      forgetIdentities()
      return reply(200, moved)
    }),
    handle(settleSandbox, async ({ account, query }) => {
      const left = await settle(database, clock, account.id, query.timeout * 1000)
      if (left.events + left.jobs + left.timers > 0) throw sandboxErrors.unsettled({ seconds: query.timeout, ...left })
      return reply(200, { now: account.clock.now() })
    }),
    handle(readOutbox, async ({ actor, query: { accountId, ...query } }) => {
      const accounts = [...actor.accounts].filter((id) => accountId === undefined || id === accountId)
      return reply(200, { mails: await ports.outbox(database.db, accounts, query) })
    }),
    handle(readIndustry, async ({ params: { tn } }) => {
      const known = await ports.industry(database.db, tn)
      if (known === undefined) throw sandboxErrors.nobodys({ tn: tn.slice(0, LONGEST_ECHO) })
      if (known === 'ours') throw sandboxErrors.ours({ tn })
      return reply(200, known)
    }),
    handle(resetSandbox, async ({ account, actor, requestId }) => {
      requireSandbox(account)
      await patiently(() => database.transaction(async (tx) => {
        await ports.reset(tx, account.id, clock.now())
        await audit(tx, auditContext({ actor, clock, requestId }), { accountId: account.id, operation: resetSandbox.id, subject: `account ${account.id}` })
      }))
      forgetIdentities()
      return reply(200, { now: clock.now() })
    }),
  ]
}
