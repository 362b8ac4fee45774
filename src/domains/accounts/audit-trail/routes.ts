import { everyEntry, latestEntries, type AuditEntry, type AuditFilter } from '../../../kernel/audit/read.ts'
import { handle, reply, streaming, type Route } from '../../../kernel/contract/handler.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { changesBetween } from './changes.ts'
import { exportAudit, listAudit } from './contract.ts'

interface Query extends Omit<AuditFilter, 'accountId'> { readonly account?: number }

const filterOf = ({ account, actor, operation, since, until }: Query): AuditFilter => ({ accountId: account, actor, operation, since, until })

const toWire = ({ before, after, actorId: _internal, ...entry }: AuditEntry): object => ({ ...entry, changes: changesBetween(before, after) })

async function* exported(entries: AsyncIterable<AuditEntry>): AsyncGenerator<object> {
  for await (const entry of entries) yield toWire(entry)
}

export const auditRoutes = (database: Database): readonly Route[] => [
  handle(listAudit, async ({ query, link }) => {
    const { page, size } = query
    const found = await latestEntries(database.db, filterOf(query), { below: page, size: size + 1 })
    const shown = found.slice(0, size)
    const search = new URLSearchParams()
    for (const [name, value] of Object.entries({ ...query, page: shown.at(-1)?.id })) {
      if (value !== undefined) search.set(name, value instanceof Date ? value.toISOString() : String(value))
    }
    return reply(200, {
      entries: shown.map(toWire),
      next: found.length > size ? link(`/admin/audit?${search}`) : undefined,
    })
  }),
  handle(exportAudit, async ({ query }) => streaming(200, exported(everyEntry(database.db, filterOf(query))))),
]
