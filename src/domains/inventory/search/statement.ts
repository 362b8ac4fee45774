import { sql, type RawBuilder, type SqlBool } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { StatementTemplates, type Slots } from '../../../kernel/db/template.ts'
import { openTiers } from '../../accounts/index.ts'
import type { Start } from './start.ts'

/** Whether protected numbers are left out, the only ones wanted, or treated like others. */
export type ProtectedFilter = 'NONE' | 'ONLY' | 'MIXED'

export interface SearchOptions {
  readonly accountId: number
  readonly limit: number
  readonly start: Start
  readonly protected: ProtectedFilter
  /** `all` passes over which tiers are open to the account. */
  readonly tiers: 'open' | 'all'
  /** Locks what is found until the transaction ends, passing over what others have locked. */
  readonly lock: boolean
}

const valuesOf = ({ accountId, limit, start }: SearchOptions) => ({ accountId, limit, number: start.number, place: start.place })
type CommonValues = ReturnType<typeof valuesOf>

/** What search statements have in common while they are written. */
export interface Common {
  /** See `SearchOptions`; `number` and `place` are those of the start. */
  readonly slots: Slots<CommonValues>
  /** Conditions on a `telephone_number t` beside its status: that it is on offer to the account. */
  readonly onOffer: readonly RawBuilder<SqlBool>[]
  /** The columns of those conditions. */
  readonly columns: RawBuilder<unknown>
  readonly lock: boolean
  /** What stands after a select of `t`: a lock, or nothing. */
  readonly locking: RawBuilder<unknown>
}

function commonOf(options: Pick<SearchOptions, 'protected' | 'tiers' | 'lock'>, slots: Slots<CommonValues>): Common {
  const { protected: filter, tiers, lock } = options
  return {
    slots, lock,
    onOffer: [
      sql<SqlBool>`(t.pool_account_id is null or t.pool_account_id = ${slots.accountId})`,
      ...(tiers === 'open' ? [sql<SqlBool>`t.tier = any(${openTiers(slots.accountId)})`] : []),
      ...(filter === 'ONLY' ? [sql<SqlBool>`t.protected`] : []),
      ...(filter === 'NONE' ? [sql<SqlBool>`not t.protected`] : []),
    ],
    columns: sql`t.tier, t.pool_account_id, t.protected`,
    locking: lock ? sql`for update of t skip locked` : sql``,
  }
}

const templates = new StatementTemplates()

/** From so many numbers on they come as one text: rows would take the program longer than finding them takes the server. */
const MANY = 500

interface Found {
  /** One number, or many with commas between them; null for none. */
  readonly tns: string | null
}

/**
 * Runs a select of `tn`, whose text is put together once for each `shape`, options and set of values. `write` gets what
 * all searches have in common, and the values in their places.
 */
export async function selectTns<Values extends Readonly<Record<string, unknown>>>(
  tx: Tx, options: SearchOptions, { shape, values }: { readonly shape: string, readonly values: Values },
  write: (common: Common, slots: Slots<Values>) => RawBuilder<{ tn: string }>,
): Promise<string[]> {
  const many = options.limit > MANY
  const whole = `${shape} ${options.protected} ${options.tiers} ${options.lock} ${many}`
  const rows = await templates.rows(tx, { shape: whole, common: valuesOf(options), values }, (common, slots) => {
    const select = write(commonOf(options, common), slots)
    return many ? sql<Found>`select string_agg(one.tn, ',') as tns from (${select}) one` : sql<Found>`select one.tn as tns from (${select}) one`
  })
  return rows.flatMap(({ tns }) => tns?.split(',') ?? [])
}
