import { tables } from '../../kernel/db/database.ts'
import type { DB } from '../../kernel/db/schema.ts'

/** The tables that this domain owns. */
export const db = tables<Pick<DB,
  'site' | 'sip_peer' | 'termination_host' | 'peer_voice' | 'peer_messaging' | 'peer_sms' | 'smpp_host' | 'peer_mms' | 'mm4_host' |
  'application' | 'sip_credential'>>()
