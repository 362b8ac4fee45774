import { sql } from 'kysely'
import { z } from 'zod'
import type { Tx } from '../../../kernel/db/database.ts'
import type { Sealer } from '../../../kernel/seal/sealer.ts'
import { db } from '../db.ts'
import type { EndUserFields, ServiceRecord } from '../ports.ts'

const text = z.string().optional()
const Secrets = z.object({ endUserPin: text, endUserPassword: text })
const Fields = z.object({
  accountNumber: text, accountTelephoneNumber: text, endUserName: text, authorizingUserName: text, customerCode: text,
  addressLine1: text, city: text, state: text, zipCode: text, typeOfService: text,
})
const Record = z.object({
  accountNumber: text, customerName: z.string(), tns: z.array(z.string()),
  serviceAddress: z.object({ unparsedAddress: z.string(), houseNumber: text, streetName: text, streetSuffix: text, city: text, state: text, zip: text }),
})

/** The state of an order, which keeps still until the transaction ends; undefined for one that is gone. */
export async function holdState(tx: Tx, orderId: string): Promise<{ status: string, accountId: number } | undefined> {
  return db(tx).selectFrom('orders').select(['status', 'account_id as accountId']).where('id', '=', orderId).forShare().executeTakeFirst()
}

/** What an order for a record has beside what every order has. */
export interface CsrDetails {
  readonly tn: string
  readonly fields: EndUserFields
  readonly question: number
  readonly askedAt: Date | null
  readonly failures: number
  readonly record: ServiceRecord | undefined
}

/** Reads and writes the details of orders for records; what is secret of the end user is sealed at rest. */
export class CsrStore {
  readonly #sealer: Sealer

  constructor(sealer: Sealer) {
    this.#sealer = sealer
  }

  #columns({ endUserPin, endUserPassword, ...open }: EndUserFields) {
    const secrets = endUserPin === undefined && endUserPassword === undefined ? null : this.#sealer.seal(JSON.stringify({ endUserPin, endUserPassword }))
    return { fields: JSON.stringify(open), sealed_secrets: secrets }
  }

  async insert(tx: Tx, orderId: string, tn: string, fields: EndUserFields): Promise<void> {
    await db(tx).insertInto('csr_order').values({ order_id: orderId, tn, ...this.#columns(fields) }).execute()
  }

  /** The details of each of these orders. */
  async detailsOf(tx: Tx, orderIds: readonly string[]): Promise<ReadonlyMap<string, CsrDetails>> {
    const rows = await db(tx).selectFrom('csr_order')
      .select(['order_id', 'tn', 'fields', 'sealed_secrets', 'question', 'asked_at', 'failures', 'record'])
      .where(sql<boolean>`order_id = any(${orderIds}::uuid[])`).execute()
    return new Map(rows.map((row) => [row.order_id, {
      tn: row.tn, question: row.question, askedAt: row.asked_at, failures: row.failures,
      fields: { ...Fields.parse(row.fields), ...(row.sealed_secrets === null ? {} : Secrets.parse(JSON.parse(this.#sealer.open(row.sealed_secrets)))) },
      record: row.record === null ? undefined : Record.parse(row.record),
    }]))
  }

  async find(tx: Tx, orderId: string): Promise<CsrDetails> {
    const found = (await this.detailsOf(tx, [orderId])).get(orderId)
    if (!found) throw new Error(`order ${orderId} has no details`)
    return found
  }

  /** Puts what is said now in place of what was said before, as a new question. Answers its number. */
  async replaceFields(tx: Tx, orderId: string, fields: EndUserFields): Promise<number> {
    const row = await db(tx).updateTable('csr_order')
      .set((e) => ({ ...this.#columns(fields), question: e('question', '+', 1), asked_at: null, failures: 0 }))
      .where('order_id', '=', orderId).returning('question').executeTakeFirstOrThrow()
    return row.question
  }

  /** Notes when the present question was first put; a question that was put before keeps its instant, which is answered. */
  async markAsked(tx: Tx, orderId: string, at: Date): Promise<Date> {
    const row = await db(tx).updateTable('csr_order').set((e) => ({ asked_at: e.fn.coalesce('asked_at', e.val(at)) }))
      .where('order_id', '=', orderId).returning('asked_at').executeTakeFirstOrThrow()
    return row.asked_at ?? at
  }

  async countFailures(tx: Tx, orderId: string, failures: number): Promise<void> {
    await db(tx).updateTable('csr_order').set({ failures }).where('order_id', '=', orderId).execute()
  }

  async keepRecord(tx: Tx, orderId: string, record: ServiceRecord): Promise<void> {
    await db(tx).updateTable('csr_order').set({ record: JSON.stringify(record) }).where('order_id', '=', orderId).execute()
  }
}
