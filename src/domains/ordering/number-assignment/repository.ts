import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { db } from '../db.ts'

export const actions = ['ASSIGN', 'UNASSIGN'] as const
export type AssignmentAction = typeof actions[number]

export interface AssignmentDetails {
  readonly action: string
  /** As they were asked for, in that order. */
  readonly numbers: readonly string[]
}

export async function insertAssignment(tx: Tx, orderId: string, { action, numbers }: AssignmentDetails): Promise<void> {
  await db(tx).insertInto('number_assignment_order').values({ order_id: orderId, action, numbers: [...numbers] }).execute()
}

export async function findAssignment(tx: Tx, orderId: string): Promise<AssignmentDetails | undefined> {
  return db(tx).selectFrom('number_assignment_order').select(['action', 'numbers']).where('order_id', '=', orderId).executeTakeFirst()
}

/** The orders of an account with an action. */
export async function ordersWithAction(tx: Tx, accountId: number, action: AssignmentAction): Promise<string[]> {
  const rows = await db(tx).selectFrom('number_assignment_order').innerJoin('orders', 'orders.id', 'number_assignment_order.order_id')
    .select('orders.id').where('orders.account_id', '=', accountId).where('number_assignment_order.action', '=', action).orderBy('orders.id').execute()
  return rows.map(({ id }) => id)
}

/** Declares numbers of an account, which must hold them. */
export async function declareNumbers(tx: Tx, tns: readonly string[], { accountId, orderId, assigned }: { accountId: number, orderId: string, assigned: boolean }): Promise<void> {
  await sql`insert into number_assignment (tn, account_id, assigned, order_id)
    select tn, ${accountId}::integer, ${assigned}::boolean, ${orderId}::uuid from unnest(${tns}::text[]) as given(tn)
    on conflict (tn) do update set account_id = excluded.account_id, assigned = excluded.assigned, order_id = excluded.order_id`.execute(db(tx))
}

/** Forgets what was declared of numbers that have left their account. */
export async function forgetDeclared(tx: Tx, accountId: number, tns: readonly string[]): Promise<void> {
  await sql`delete from number_assignment where account_id = ${accountId} and tn = any(${tns}::text[])`.execute(db(tx))
}
