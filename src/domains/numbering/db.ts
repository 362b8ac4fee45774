import { tables } from '../../kernel/db/database.ts'
import type { DB } from '../../kernel/db/schema.ts'

/** The numbering plan's tables. Only this domain writes them. */
export const plan = tables<Pick<DB, 'npa' | 'rate_center' | 'rate_center_zip' | 'exchange' | 'thousands_block' | 'carrier' | 'local_calling_area' | 'nn_route'>>()
