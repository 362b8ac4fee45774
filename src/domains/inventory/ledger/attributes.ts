import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { ledger } from '../db.ts'

/** Marks of a number, by the names they have over the wire. */
export const numberAttributes = ['Protected', 'External', 'Imported', 'Hosted'] as const
export type NumberAttribute = typeof numberAttributes[number]

/** The marks of a number, in the order in which they are shown; null where it has none. SQL on a `telephone_number t`. */
export const attributesColumn = sql<NumberAttribute[] | null>`nullif(array_remove(array[case when t.protected then 'Protected' end, case when t.external then 'External' end,
  case when t.imported then 'Imported' end, case when t.hosted then 'Hosted' end], null), '{}')`

/** What is to become true of numbers; what is absent stays. */
export interface AttributeChange {
  readonly protected?: boolean | undefined
  readonly external?: boolean | undefined
  readonly imported?: boolean | undefined
  readonly hosted?: boolean | undefined
  readonly serviceTypes?: readonly string[] | undefined
}

/** Sets marks and service types of an account's numbers in service. Answers how many there were. */
export async function setAttributes(tx: Tx, accountId: number, tns: readonly string[], change: AttributeChange, at: Date): Promise<number> {
  const result = await sql`
    with held as (
      select tn from telephone_number where tn = any(${tns}::text[]) and account_id = ${accountId} and status = 'Inservice' order by tn for update
    )
    update telephone_number t set protected = coalesce(${change.protected ?? null}::boolean, protected),
      external = coalesce(${change.external ?? null}::boolean, external), imported = coalesce(${change.imported ?? null}::boolean, imported),
      hosted = coalesce(${change.hosted ?? null}::boolean, hosted), service_types = coalesce(${change.serviceTypes ?? null}::text[], service_types),
      modified_at = ${at}
    from held where t.tn = held.tn`.execute(ledger(tx))
  return Number(result.numAffectedRows ?? 0)
}
