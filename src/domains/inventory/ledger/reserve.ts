import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { openTiers } from '../../accounts/index.ts'
import { moveNumbers, withoutHolder } from './moves.ts'

interface Holding {
  readonly accountId: number
  readonly at: Date
  readonly actor: string
}

/**
 * Keeps numbers for an account: Available -> Reserved, those that it may order. Answers the numbers kept, ascending.
 * Who calls this writes the reservation that goes with each.
 */
export async function reserveNumbers(tx: Tx, tns: readonly string[], { accountId, at, actor }: Holding): Promise<string[]> {
  return moveNumbers(tx, 'reserve', tns, {
    accountId, at, actor, set: sql`account_id = ${accountId}`,
    where: sql`(t.pool_account_id is null or t.pool_account_id = ${accountId}) and t.tier = any(${openTiers(accountId)})`,
  })
}

/** Lets an account's Reserved numbers go: Reserved -> Available. Answers those that were Reserved, ascending. */
export async function releaseNumbers(tx: Tx, tns: readonly string[], { accountId, at, actor }: Holding): Promise<string[]> {
  return moveNumbers(tx, 'release', tns, { accountId, at, actor, set: withoutHolder, where: sql`t.account_id = ${accountId}` })
}
