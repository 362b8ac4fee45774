import { sql } from 'kysely'
import { audit, type AuditContext } from '../../../kernel/audit/audit.ts'
import type { Database, Tx } from '../../../kernel/db/database.ts'
import { findAccount } from '../account/repository.ts'
import { createAccount } from '../account/service.ts'
import { db } from '../db.ts'
import { accountErrors } from '../errors.ts'
import { products, type Feature, type Product } from '../product/catalogue.ts'
import { listProducts, switchFeature, switchProduct } from '../product/repository.ts'

export interface ManagedAccount {
  readonly id: number
  readonly companyName: string
  readonly accountType: string
  readonly customerSegment: string | undefined
  readonly status: 'active' | 'suspended'
  /** IANA name of the zone in which its days begin. */
  readonly timeZone: string
  readonly sandbox: boolean
  readonly createdAt: Date
}

export interface WantedAccount {
  readonly id?: number
  readonly companyName: string
  readonly customerSegment?: string
  readonly sandbox: boolean
}

/** A product (`Origination`) or feature (`Origination.CallForwarding`) and whether the account has it. */
export interface FeatureFlag {
  readonly name: string
  readonly enabled: boolean
}

interface Row extends Omit<ManagedAccount, 'customerSegment'> { readonly customerSegment: string | null }

const columns = sql`id, company_name as "companyName", account_type as "accountType", customer_segment as "customerSegment",
  status, time_zone as "timeZone", sandbox, created_at as "createdAt"`
const toAccount = (row: Row): ManagedAccount => ({ ...row, customerSegment: row.customerSegment ?? undefined })

/** Accounts by id: at most `size`, from the id `from` on. */
export async function listAccounts(tx: Tx, { from, size }: { from: number, size: number }): Promise<ManagedAccount[]> {
  const result = await sql<Row>`select ${columns} from account where id >= ${from} order by id limit ${size}`.execute(tx)
  return result.rows.map(toAccount)
}

/** Throws 12020 for an account that does not exist. */
export async function accountOf(tx: Tx, id: number): Promise<ManagedAccount> {
  const result = await sql<Row>`select ${columns} from account where id = ${id}`.execute(tx)
  const [row] = result.rows
  if (!row) throw accountErrors.accountUnknown({ account: id })
  return toAccount(row)
}

/** Opens an account. Throws 12029 for an id that another account has. */
export function openAccount(database: Database, context: AuditContext, wanted: WantedAccount): Promise<ManagedAccount> {
  return database.transaction(async (tx) => {
    if (wanted.id !== undefined && await findAccount(tx, wanted.id)) throw accountErrors.accountIdTaken({ account: wanted.id })
    const id = await createAccount(tx, { ...wanted, at: context.at })
    const account = await accountOf(tx, id)
    await audit(tx, context, { accountId: id, operation: 'admin-accounts-post', subject: `account ${id}`, after: account })
    return account
  })
}

/** Suspends or resumes an account. Nothing is written, also not to the audit trail, where it has the status already. */
export function setAccountStatus(database: Database, context: AuditContext, id: number, status: ManagedAccount['status']): Promise<ManagedAccount> {
  return database.transaction(async (tx) => {
    await db(tx).selectFrom('account').select('id').where('id', '=', id).forUpdate().execute()
    const before = await accountOf(tx, id)
    if (before.status === status) return before
    await db(tx).updateTable('account').set({ status }).where('id', '=', id).execute()
    await audit(tx, context, { accountId: id, operation: 'admin-accounts-id-status-put', subject: `account ${id}`, before: { status: before.status }, after: { status } })
    return { ...before, status }
  })
}

/** Whether the texts of mails can be written in a time zone; other than the database, that also takes offsets and other spellings. */
function canBeWritten(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone }).resolvedOptions().timeZone !== ''
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/** A zone as the database spells it. Throws 400 for one that it, or the runtime, does not know. */
async function knownTimeZone(tx: Tx, given: string): Promise<string> {
  const result = await sql<{ name: string }>`select name from pg_timezone_names where lower(name) = lower(${given}) order by name limit 1`.execute(tx)
  const [found] = result.rows
  if (!found || !canBeWritten(found.name)) throw accountErrors.timeZoneUnknown({ zone: given })
  return found.name
}

/** Sets the zone in which an account's days begin, for what happens from now on. Nothing is written where it is that already. */
export function setTimeZone(database: Database, context: AuditContext, id: number, given: string): Promise<ManagedAccount> {
  return database.transaction(async (tx) => {
    await db(tx).selectFrom('account').select('id').where('id', '=', id).forUpdate().execute()
    const before = await accountOf(tx, id)
    const timeZone = await knownTimeZone(tx, given.trim())
    if (before.timeZone === timeZone) return before
    await db(tx).updateTable('account').set({ time_zone: timeZone }).where('id', '=', id).execute()
    await audit(tx, context, { accountId: id, operation: 'admin-accounts-id-time-zone-put', subject: `account ${id}`, before: { timeZone: before.timeZone }, after: { timeZone } })
    return { ...before, timeZone }
  })
}

const catalogue: readonly string[] = Object.entries(products).flatMap(([product, features]) =>
  [product, ...features.map((feature) => `${product}.${feature}`)])

/** Every product and feature that there is. Throws 12020 for an account that does not exist. */
export async function featuresOf(tx: Tx, accountId: number): Promise<FeatureFlag[]> {
  await accountOf(tx, accountId)
  const held = await listProducts(tx, accountId)
  const enabled = new Set(held.flatMap(({ product, features }) => [product, ...features.map((feature) => `${product}.${feature}`)]))
  return catalogue.map((name) => ({ name, enabled: enabled.has(name) }))
}

const isProduct = (name: string): name is Product => Object.hasOwn(products, name)
const isFeature = (name: string): name is Feature => name.includes('.') && catalogue.includes(name)

/** Switches a product or feature. Throws 12013 or 12019 for one that does not exist. */
export function setFeature(
  database: Database, context: AuditContext, accountId: number, { name: given, enabled }: FeatureFlag,
): Promise<FeatureFlag[]> {
  const name = catalogue.find((known) => known.toLowerCase() === given.toLowerCase()) ?? given
  return database.transaction(async (tx) => {
    const before = await featuresOf(tx, accountId)
    const to = enabled ? 'on' : 'off'
    if (isProduct(name)) await switchProduct(tx, accountId, name, to)
    else if (isFeature(name)) await switchFeature(tx, accountId, name, to)
    else throw given.includes('.') ? accountErrors.featureUnknown({ feature: given }) : accountErrors.productUnknown({ product: given })
    const after = await featuresOf(tx, accountId)
    const changed = after.filter((flag, index) => flag.enabled !== before[index]?.enabled)
    if (changed.length === 0) return after
    const flags = (of: readonly FeatureFlag[]) => Object.fromEntries(of.filter(({ name: each }) => changed.some((flag) => flag.name === each)).map((flag) => [flag.name, flag.enabled]))
    await audit(tx, context, {
      accountId, operation: 'admin-accounts-id-features-id-put', subject: `account ${accountId}`, before: flags(before), after: flags(after),
    })
    return after
  })
}
