import { tables } from '../../kernel/db/database.ts'
import type { DB } from '../../kernel/db/schema.ts'

/** The ledger of numbers. Only this domain reads and writes it; rate centers are the plan's, joined for what they say. */
export const ledger = tables<Pick<DB,
  'telephone_number' | 'telephone_number_history' | 'tn_reservation' | 'disconnected_number' | 'line_setting' | 'vendor' | 'aging_period' | 'number_before' | 'rate_center'>>()
