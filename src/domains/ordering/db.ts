import { tables } from '../../kernel/db/database.ts'
import type { DB } from '../../kernel/db/schema.ts'

/** The tables of this domain, and the order engine's for reading. */
export const db = tables<Pick<DB,
  'number_order' | 'back_order' | 'disconnect_order' | 'tn_option_order' | 'tn_option' | 'number_assignment_order' | 'number_assignment' | 'ordering_limit' | 'orders'>>()
