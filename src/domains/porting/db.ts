import { tables } from '../../kernel/db/database.ts'
import type { DB } from '../../kernel/db/schema.ts'

/** The tables of this domain, and the order engine's for reading. */
export const db = tables<Pick<DB, 'csr_order' | 'orders'>>()
