import { z } from 'zod'
import { AccountId, OpaqueId } from '../../kernel/contract/path-ids.ts'
import { answers, operation } from '../../kernel/contract/operation.ts'
import { responseStatus } from '../../kernel/errors/envelopes.ts'
import { list, named } from '../../kernel/xml/index.ts'
import { sandboxErrors } from './errors.ts'

const params = z.object({ accountId: AccountId })
const shared = { group: 'sandbox', errors: responseStatus('SandboxResponse'), access: 'signed-in', audit: 'own', source: 'our own' } as const

const ClockReply = z.object({ now: z.date(), offsetMs: z.int() }).meta({ id: 'SandboxClock' })

export const moveSandboxClock = operation({
  ...shared,
  id: 'sandbox-clock-post',
  at: 'POST /sandbox/accounts/{accountId}/clock',
  summary: "Move the account's clock forward: by a duration, to an instant, or to the next thing that is due.",
  params,
  body: z.object({
    advance: z.string().optional().meta({ description: 'ISO 8601 duration, for example PT4H or P45D' }),
    to: z.string().optional().meta({ description: 'ISO 8601 instant in UTC' }),
    nextEvent: z.boolean().optional(),
  }).meta({ id: 'SandboxClockMove', xml: { name: 'Clock' } }),
  replies: { 200: answers('SandboxClock', ClockReply) },
  invalid: sandboxErrors.invalid,
})

export const settleSandbox = operation({
  ...shared,
  id: 'sandbox-settle-post',
  audit: { none: 'it waits' },
  at: 'POST /sandbox/accounts/{accountId}/settle',
  summary: 'Wait until no event, job or timer of the account is due or running.',
  params,
  query: z.object({ timeout: z.int().min(1).max(300).default(30).meta({ description: 'Seconds to wait at most' }) }),
  replies: { 200: answers('SandboxSettled', z.object({ now: z.date() }).meta({ id: 'SandboxSettled' })) },
})

export const resetSandbox = operation({
  ...shared,
  id: 'sandbox-reset-post',
  at: 'POST /sandbox/accounts/{accountId}/reset',
  summary: 'Bring the account back to how it was made: no orders, no subscriptions, all numbers returned, clock at real time.',
  params,
  replies: { 200: answers('SandboxReset', z.object({ now: z.date() }).meta({ id: 'SandboxReset' })) },
})

export const createSandboxAccount = operation({
  ...shared,
  id: 'sandbox-accounts-post',
  at: 'POST /sandbox/accounts',
  summary: 'Make a fresh, isolated account with its own user, site and default SIP peer.',
  replies: {
    201: answers('SandboxAccount', z.object({
      accountId: z.int(), username: z.string(), password: z.string(), siteId: z.int(), peerId: z.int(),
    }).meta({ id: 'SandboxAccount' })),
  },
})

export const readOutbox = operation({
  ...shared,
  id: 'sandbox-outbox-get',
  at: 'GET /sandbox/outbox',
  summary: 'Read the latest mails that were kept because no mail server is configured, newest first.',
  query: z.object({
    accountId: z.int().optional().meta({ description: 'One of your accounts; all of them where absent' }),
    to: z.string().max(300).optional().meta({ description: 'One recipient' }),
    size: z.int().min(1).max(500).default(50),
  }),
  replies: {
    200: answers('SandboxOutbox', z.object({
      mails: list(z.object({ id: z.string(), accountId: z.int(), at: z.date(), to: z.string(), subject: z.string(), text: z.string(), html: z.string() }), 'Mail'),
    }).meta({ id: 'SandboxOutbox' })),
  },
})

const IndustryNumber = z.object({
  tn: named(z.string(), 'TelephoneNumber'),
  carrier: z.object({
    spid: named(z.string(), 'SPID'), name: z.string(), kind: z.string(), portable: z.boolean(), needsAccountNumber: z.boolean(), needsPin: z.boolean(),
    minimumIntervalDays: z.int().meta({ description: 'Least business days between request and move; 0 stands for hours' }), csr: z.string(),
  }),
  subscriber: z.object({
    name: z.string(), type: z.string(), accountNumber: z.string(), pin: z.string(), billingTn: named(z.string(), 'BillingTelephoneNumber'),
    serviceAddress: z.object({ houseNumber: z.string(), streetName: z.string(), streetSuffix: z.string(), city: z.string(), state: z.string(), zip: z.string() }),
    tns: named(list(z.string(), 'TelephoneNumber'), 'TelephoneNumbers'),
  }),
  magic: z.string().optional(),
}).meta({ id: 'SandboxIndustryNumber' })

export const readIndustry = operation({
  ...shared,
  id: 'sandbox-industry-get',
  at: 'GET /sandbox/industry/{tn}',
  summary: 'Read what the simulated carriers know of a number that is not in the inventory: who serves it, and for whom.',
  params: z.object({ tn: OpaqueId }),
  replies: { 200: answers('SandboxIndustryNumber', IndustryNumber) },
})
