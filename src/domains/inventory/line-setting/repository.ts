import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { ledger } from '../db.ts'

/** How calls and messages of a number are treated; what is absent is as its SIP peer or the system has it. */
export interface LineSettings {
  readonly callForward: string | undefined
  readonly callingNameDisplay: boolean | undefined
  readonly numberFormat: string | undefined
  readonly rpidFormat: string | undefined
  readonly rewriteUser: string | undefined
  readonly smsEnabled: boolean | undefined
}

export async function findLineSettings(tx: Tx, tn: string): Promise<LineSettings | undefined> {
  const row = await ledger(tx).selectFrom('line_setting')
    .select(['call_forward', 'calling_name_display', 'number_format', 'rpid_format', 'rewrite_user', 'sms_enabled']).where('tn', '=', tn).executeTakeFirst()
  return row && {
    callForward: row.call_forward ?? undefined, callingNameDisplay: row.calling_name_display ?? undefined, numberFormat: row.number_format ?? undefined,
    rpidFormat: row.rpid_format ?? undefined, rewriteUser: row.rewrite_user ?? undefined, smsEnabled: row.sms_enabled ?? undefined,
  }
}

/**
 * Changes line settings of numbers in service on an account: null takes a setting back to what the peer or the system has,
 * an absent one stays. Answers the numbers that there were, ascending.
 */
export async function changeLineSettings(
  tx: Tx, accountId: number, tns: readonly string[], change: { readonly [Name in keyof LineSettings]?: LineSettings[Name] | null },
): Promise<string[]> {
  const { callForward, callingNameDisplay, numberFormat, rpidFormat, rewriteUser, smsEnabled } = change
  const kept = (column: string, value: unknown) => value === undefined ? sql.ref(`line_setting.${column}`) : sql.ref(`excluded.${column}`)
  const { rows } = await sql<{ tn: string }>`
    insert into line_setting (tn, call_forward, calling_name_display, number_format, rpid_format, rewrite_user, sms_enabled)
    select t.tn, ${callForward ?? null}::text, ${callingNameDisplay ?? null}::boolean, ${numberFormat ?? null}::text, ${rpidFormat ?? null}::text,
      ${rewriteUser ?? null}::text, ${smsEnabled ?? null}::boolean
    from telephone_number t where t.tn = any(${tns}::text[]) and t.account_id = ${accountId} and t.status = 'Inservice' order by t.tn
    on conflict (tn) do update set call_forward = ${kept('call_forward', callForward)}, calling_name_display = ${kept('calling_name_display', callingNameDisplay)},
      number_format = ${kept('number_format', numberFormat)}, rpid_format = ${kept('rpid_format', rpidFormat)},
      rewrite_user = ${kept('rewrite_user', rewriteUser)}, sms_enabled = ${kept('sms_enabled', smsEnabled)}
    returning tn`.execute(ledger(tx))
  return rows.map(({ tn }) => tn).sort()
}

/** Which of the numbers have messaging on. */
export async function smsOf(tx: Tx, tns: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ tn: string }>`select tn from line_setting where tn = any(${tns}::text[]) and sms_enabled`.execute(ledger(tx))
  return new Set(rows.map(({ tn }) => tn))
}
