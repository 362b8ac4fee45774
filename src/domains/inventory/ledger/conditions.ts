import { sql, type RawBuilder, type SqlBool } from 'kysely'

/** Sorts after every digit, so that it ends the range of numbers with a prefix. */
const AFTER_DIGITS = ':'

/** Whether a `telephone_number t` starts with these digits, as a range of the index on numbers. */
export const hasPrefix = (prefix: string): RawBuilder<SqlBool> => sql`t.tn >= ${prefix} and t.tn < ${prefix + AFTER_DIGITS}`

/** All of the conditions; at least one. */
export const allOf = (conditions: readonly RawBuilder<SqlBool>[]): RawBuilder<SqlBool> => sql.join(conditions, sql` and `)

/**
 * `tn ${isAnyOf(tns)}`: whether a number is one of these. The inner select hides how many they are from the planner, so
 * that one prepared plan (an index look-up for each) serves any list, and is not made anew every time.
 */
export const isAnyOf = (tns: readonly string[]): RawBuilder<SqlBool> => sql`= any(array(select unnest(${tns}::text[])))`
