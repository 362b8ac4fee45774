import { z } from 'zod'
import { answers, lines, operation } from '../../../kernel/contract/operation.ts'
import { responseStatus } from '../../../kernel/errors/envelopes.ts'
import { list } from '../../../kernel/xml/index.ts'
import { accountErrors } from '../errors.ts'
import { ROLE_ADMIN } from '../roles.ts'

const shared = {
  group: 'admin', errors: responseStatus('AdminResponse'), invalid: accountErrors.invalid, source: 'our own', prefers: 'json', access: `${ROLE_ADMIN}:view`,
} as const

const filter = z.object({
  account: z.int().min(1).max(2_147_483_647).optional(),
  actor: z.string().max(300).optional().meta({ description: 'Name of the user who did it, in any case.' }),
  operation: z.string().max(100).optional(),
  since: z.date().optional(),
  until: z.date().optional().meta({ description: 'Entries before this instant.' }),
})

/** What one name stood for before and after, as text (JSON for what is no text), so that it has a form in XML too. */
const Change = z.object({ name: z.string(), before: z.string().optional(), after: z.string().optional() })
const Entry = z.object({
  id: z.int(), at: z.date(), actor: z.string(), accountId: z.int().optional(), operation: z.string(), subject: z.string(),
  requestId: z.string().optional(), changes: list(Change, 'Change'),
}).meta({ id: 'AuditEntry' })

export const listAudit = operation({
  ...shared, id: 'admin-audit-get', at: 'GET /admin/audit', summary: 'List who changed what, the latest first.',
  query: filter.extend({ page: z.int().min(1).optional(), size: z.int().min(1).max(1000).default(100) }),
  replies: {
    200: answers('AuditTrail', z.object({
      entries: list(Entry, 'Entry'), next: z.string().optional(),
    }).meta({ id: 'AuditTrail' })),
  },
})

export const exportAudit = operation({
  ...shared, id: 'admin-audit-export-get', at: 'GET /admin/audit/export',
  summary: 'The audit trail as a line of JSON for each entry, in the order of writing.',
  query: filter,
  replies: { 200: lines(Entry) },
})
