import type { Tx } from '../../kernel/db/database.ts'
import { hasFeature } from '../accounts/index.ts'
import { externalErrors, importErrors } from './errors.ts'

/** Throws 5150 for an account without messaging. */
export async function requireImporting(tx: Tx, accountId: number): Promise<void> {
  if (!await hasFeature(tx, accountId, 'MESSAGING.SMS')) throw importErrors.mayNotImport({ accountId })
}

/** Throws 25010 for an account that may not bring numbers of its own. */
export async function requireExternalNumbers(tx: Tx, accountId: number): Promise<void> {
  if (!await hasFeature(tx, accountId, 'NumberManagement.EXTERNAL_TNS')) throw externalErrors.mayNot({ accountId })
}
