import type { Tx } from '../../../kernel/db/database.ts'
import type { DateRange } from '../date-range.ts'
import { ledger } from '../db.ts'

const given = (tx: Tx, accountId: number, { from, until }: DateRange) => ledger(tx).selectFrom('disconnected_number').where('account_id', '=', accountId)
  .$if(from !== undefined, (query) => query.where('at', '>=', from ?? null))
  .$if(until !== undefined, (query) => query.where('at', '<', until ?? null))

export async function countDisconnected(tx: Tx, accountId: number, range: DateRange): Promise<number> {
  const row = await given(tx, accountId, range).select((e) => e.fn.countAll<number>().as('count')).executeTakeFirst()
  return row?.count ?? 0
}

/** Numbers ascending from `first` on (inclusive), one more than asked for so that the caller sees whether there is a next page. */
export async function pageOfDisconnected(
  tx: Tx, accountId: number, range: DateRange, { first, size }: { first: string | undefined, size: number },
): Promise<string[]> {
  const rows = await given(tx, accountId, range).select('tn').$if(first !== undefined, (query) => query.where('tn', '>=', first ?? ''))
    .orderBy('tn').limit(size + 1).execute()
  return rows.map(({ tn }) => tn)
}
