import { tables } from '../../kernel/db/database.ts'
import type { DB } from '../../kernel/db/schema.ts'

/** The tables that this domain owns. */
export const db = tables<Pick<DB, 'stored_address' | 'emergency_endpoint' | 'emergency_notification_group'>>()
