import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { Problem } from '../errors/catalogue.ts'

/** What became of one subject (a telephone number, usually) of an order. No problem means that it worked. */
export interface LineOutcome {
  readonly subject: string
  readonly problem?: Problem
}

/** The statement that writes or overwrites lines of an order, any number of them. */
export function linesWritten(orderId: string, lines: readonly LineOutcome[]): RawBuilder<unknown> {
  const subjects = lines.map((line) => line.subject)
  const codes = lines.map((line) => line.problem?.code ?? null)
  const texts = lines.map((line) => line.problem?.text ?? null)
  return sql`insert into order_line (order_id, subject, outcome, error_code, error_text)
    select ${orderId}, l.subject, case when l.code is null then 'completed' else 'failed' end, l.code, l.text
    from unnest(${subjects}::text[], ${codes}::int[], ${texts}::text[]) as l(subject, code, text)
    on conflict (order_id, subject) do update set outcome = excluded.outcome, error_code = excluded.error_code, error_text = excluded.error_text`
}

/** What an order is about, before anything has come of it: subjects that wait, and those that will not be tried. Replaces lines that it has. */
export async function openLines(tx: Tx, orderId: string, { pending, failed }: { readonly pending: readonly string[], readonly failed: readonly LineOutcome[] }): Promise<void> {
  await tx.deleteFrom('order_line').where('order_id', '=', orderId).execute()
  await sql`insert into order_line (order_id, subject, outcome) select ${orderId}, l.subject, 'pending' from unnest(${pending}::text[]) as l(subject)`.execute(tx)
  await linesWritten(orderId, failed).execute(tx)
}

/** The subjects of an order in ascending order: all of them, those that worked, or those that nothing has come of yet. */
export async function subjectsOf(tx: Tx, orderId: string, which: 'completed' | 'pending' | 'all'): Promise<string[]> {
  const rows = await tx.selectFrom('order_line').select('subject').where('order_id', '=', orderId)
    .$if(which !== 'all', (query) => query.where('outcome', '=', which)).orderBy('subject').execute()
  return rows.map((row) => row.subject)
}

export interface FailedLine { readonly subject: string, readonly code: number, readonly text: string }

/** The lines that failed, with why, in ascending order of their subjects. */
export async function failedLines(tx: Tx, orderId: string): Promise<FailedLine[]> {
  const rows = await tx.selectFrom('order_line').select(['subject', 'error_code', 'error_text'])
    .where('order_id', '=', orderId).where('outcome', '=', 'failed').orderBy('subject').execute()
  return rows.map((row) => ({ subject: row.subject, code: row.error_code ?? 0, text: row.error_text ?? '' }))
}

/** The lines that failed of each of these orders, in ascending order of their subjects. */
export async function failedLinesOf(tx: Tx, orderIds: readonly string[]): Promise<ReadonlyMap<string, readonly FailedLine[]>> {
  const rows = await tx.selectFrom('order_line').select(['order_id', 'subject', 'error_code', 'error_text'])
    .where(sql<boolean>`order_id = any(${orderIds}::uuid[])`).where('outcome', '=', 'failed').orderBy('order_id').orderBy('subject').execute()
  const byOrder = new Map<string, FailedLine[]>()
  for (const { order_id: id, subject, error_code: code, error_text: text } of rows) {
    const lines = byOrder.get(id) ?? []
    lines.push({ subject, code: code ?? 0, text: text ?? '' })
    byOrder.set(id, lines)
  }
  return byOrder
}

/** One problem with all the subjects that have it, ascending. */
export interface SharedProblem { readonly code: number, readonly text: string, readonly subjects: readonly string[] }

/** Failed lines, told once for each problem. */
export function byProblem(lines: readonly FailedLine[]): SharedProblem[] {
  const groups = Map.groupBy(lines, ({ code, text }) => `${code} ${text}`)
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    return first ? [{ code: first.code, text: first.text, subjects: group.map(({ subject }) => subject) }] : []
  })
}

/** Problems of each of these orders as a whole, in the order in which they were found. */
export async function problemsOfOrders(tx: Tx, orderIds: readonly string[]): Promise<ReadonlyMap<string, readonly Problem[]>> {
  const rows = await tx.selectFrom('order_problem').select(['order_id', 'code', 'text'])
    .where(sql<boolean>`order_id = any(${orderIds}::uuid[])`).orderBy('order_id').orderBy('position').execute()
  return Map.groupBy(rows, ({ order_id: id }) => id)
}

/** Problems of an order as a whole, in the order in which they were found. */
export async function problemsOf(tx: Tx, orderId: string): Promise<Problem[]> {
  return tx.selectFrom('order_problem').select(['code', 'text']).where('order_id', '=', orderId).orderBy('position').execute()
}
