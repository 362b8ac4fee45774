import type { Kysely } from 'kysely'
import type { DB } from './schema.ts'

/** An open transaction, or the database itself where single statements suffice. */
export type Tx = Kysely<DB>
