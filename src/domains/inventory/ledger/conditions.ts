import { sql, type RawBuilder, type SqlBool } from 'kysely'

/** Sorts after every digit, so that it ends the range of numbers with a prefix. */
const AFTER_DIGITS = ':'

/** Whether a `telephone_number t` starts with these digits, as a range of the index on numbers. */
export const hasPrefix = (prefix: string): RawBuilder<SqlBool> => sql`t.tn >= ${prefix} and t.tn < ${prefix + AFTER_DIGITS}`

/** All of the conditions; at least one. */
export const allOf = (conditions: readonly RawBuilder<SqlBool>[]): RawBuilder<SqlBool> => sql.join(conditions, sql` and `)
