import { sql, type RawBuilder, type SqlBool } from 'kysely'

/**
 * `tn ${isAnyOf(tns)}`: whether a text is one of these. The inner select hides how many they are from the planner, so
 * that one prepared plan (an index look-up for each) serves any list, and is not made anew every time.
 */
export const isAnyOf = (texts: readonly string[]): RawBuilder<SqlBool> => sql`= any(array(select unnest(${texts}::text[])))`
