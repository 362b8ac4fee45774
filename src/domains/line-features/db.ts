import { tables } from '../../kernel/db/database.ts'
import type { DB } from '../../kernel/db/schema.ts'

/** The tables of this domain. */
export const db = tables<Pick<DB, 'line_feature_order' | 'line_feature'>>()
