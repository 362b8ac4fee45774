import { tables } from '../../kernel/db/database.ts'
import type { DB } from '../../kernel/db/schema.ts'

/** The tables that this domain owns. */
export const db = tables<Pick<DB, 'site' | 'sip_peer'>>()
