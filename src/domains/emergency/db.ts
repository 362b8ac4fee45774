import { tables } from '../../kernel/db/database.ts'
import type { DB } from '../../kernel/db/schema.ts'

/** The tables that this domain owns, and the order engine's for reading. */
export const db = tables<Pick<DB,
  'stored_address' | 'emergency_endpoint' | 'emergency_notification_group' | 'e911_order' | 'e911_subject' | 'e911_claim' | 'emergency_withdrawal' | 'emergency_recipient' | 'notification_group_order' |
  'notification_group_order_recipient' | 'notification_endpoint_order' | 'orders'>>()
