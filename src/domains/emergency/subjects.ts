import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Tx } from '../../kernel/db/database.ts'
import { db } from './db.ts'

/** A number, an identifier or a callback number that an order names. */
export interface NamedSubject {
  readonly kind: 'TN' | 'AEUI' | 'CALLBACK'
  readonly subject: string
}

/** Keeps what an order names, any number of subjects, for the filters of lists. */
export async function insertSubjects(tx: Tx, orderId: string, named: readonly NamedSubject[]): Promise<void> {
  await sql`insert into e911_subject (order_id, kind, subject)
    select ${orderId}, kind, subject from unnest(${named.map(({ kind }) => kind)}::text[], ${named.map(({ subject }) => subject)}::text[]) as named(kind, subject)`.execute(db(tx))
}

/** Whether an order names this: a condition on `orders`. */
export const names = (kind: NamedSubject['kind'], subject: string): RawBuilder<SqlBool> =>
  sql`orders.id in (select s.order_id from e911_subject s where s.subject = ${subject} and s.kind = ${kind})`

/** Whether an order names something that begins so: a condition on `orders`. */
export const namesBeginning = (kind: NamedSubject['kind'], start: string): RawBuilder<SqlBool> =>
  sql`orders.id in (select s.order_id from e911_subject s where starts_with(s.subject, ${start}) and s.kind = ${kind})`
