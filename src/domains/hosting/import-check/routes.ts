import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { requireImporting } from '../rights.ts'
import { checkImport } from './contract.ts'
import { checkNumbers } from './service.ts'

export const importCheckRoutes = ({ db }: Database): readonly Route[] => [
  handle(checkImport, async ({ params: { accountId }, body }) => {
    await requireImporting(db, accountId)
    const { importable, refused } = await checkNumbers(db, accountId, body.telephoneNumbers ?? [])
    return reply(200, {
      importTnCheckerPayload: {
        telephoneNumbers: [...importable],
        importTnErrors: refused.map(({ code, text, subjects }) => ({ code, description: text, telephoneNumbers: [...subjects] })),
      },
    })
  }),
]
