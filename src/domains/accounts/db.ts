import { tables } from '../../kernel/db/database.ts'
import type { DB } from '../../kernel/db/schema.ts'

/** The tables that this domain owns. */
export const db = tables<Pick<DB, 'account' | 'app_user' | 'user_role' | 'user_account' | 'oauth_client' | 'access_token' | 'past_password' | 'account_product' | 'account_feature'>>()
