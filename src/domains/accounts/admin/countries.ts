import { isDeepStrictEqual } from 'node:util'
import { audit, type AuditContext } from '../../../kernel/audit/audit.ts'
import type { Database, Tx } from '../../../kernel/db/database.ts'
import { approvedCountries } from '../account/repository.ts'
import { db } from '../db.ts'
import { accountErrors } from '../errors.ts'
import { accountOf } from './accounts.ts'

const CODE = /^[A-Z]{3}$/

/** The countries that messages of an account may break out to. Throws 12020 for an account that does not exist. */
export async function countriesOf(tx: Tx, accountId: number): Promise<readonly string[]> {
  await accountOf(tx, accountId)
  return approvedCountries(tx, accountId)
}

/**
 * Approves these countries, as three letters, and no others. SIP peers that have others keep them until they are set anew.
 * Throws 12020, and 400 for what is no code of a country.
 */
export function setCountries(database: Database, context: AuditContext, accountId: number, wanted: readonly string[]): Promise<readonly string[]> {
  const countries = [...new Set(wanted.map((code) => code.trim().toUpperCase()))].sort()
  const wrong = countries.find((code) => !CODE.test(code))
  if (wrong !== undefined) throw accountErrors.invalid({ reason: `${JSON.stringify(wrong.slice(0, 40))} is not a country as three letters, such as CAN` })
  return database.transaction(async (tx) => {
    const row = await db(tx).selectFrom('account').select('details').where('id', '=', accountId).forUpdate().executeTakeFirst()
    const before = await countriesOf(tx, accountId)
    if (isDeepStrictEqual([...before].sort(), countries)) return before
    const details = { ...(typeof row?.details === 'object' ? row.details : {}), breakOutCountries: countries }
    await db(tx).updateTable('account').set({ details: JSON.stringify(details) }).where('id', '=', accountId).execute()
    await audit(tx, context, {
      accountId, operation: 'admin-accounts-id-countries-put', subject: `account ${accountId}`, before: { countries: before }, after: { countries },
    })
    return countries
  })
}
