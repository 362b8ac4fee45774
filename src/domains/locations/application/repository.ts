import { sql } from 'kysely'
import type { Tx } from '../../../kernel/db/database.ts'
import { db } from '../db.ts'
import type { ApplicationContent } from './content.ts'

/** An application as it is shown: everything but the password. */
export interface Application extends ApplicationContent {
  readonly id: string
  readonly callbackUser: string | undefined
}

/** Sealed credentials of an application; null for none. */
export type SealedCredentials = { readonly userId: string, readonly sealedPassword: string } | null

const columns = [
  'id', 'service_type', 'name', 'message_callback_url', 'call_initiated_callback_url', 'call_initiated_method',
  'call_status_callback_url', 'call_status_method', 'callback_user',
] as const

const rowOf = (content: ApplicationContent) => ({
  service_type: content.serviceType, name: content.name, message_callback_url: content.messageCallbackUrl ?? null,
  call_initiated_callback_url: content.callInitiatedCallbackUrl ?? null, call_initiated_method: content.callInitiatedMethod ?? null,
  call_status_callback_url: content.callStatusCallbackUrl ?? null, call_status_method: content.callStatusMethod ?? null,
})

const credentialsRow = (credentials: SealedCredentials) =>
  ({ callback_user: credentials?.userId ?? null, sealed_password: credentials?.sealedPassword ?? null })

type Row = { readonly id: string, readonly callback_user: string | null } & ReturnType<typeof rowOf> & { readonly service_type: string }

const toApplication = (row: Omit<Row, 'service_type'> & { readonly service_type: string }): Application => ({
  id: row.id, serviceType: row.service_type === 'Voice-V2' ? 'Voice-V2' : 'Messaging-V2', name: row.name,
  messageCallbackUrl: row.message_callback_url ?? undefined, callInitiatedCallbackUrl: row.call_initiated_callback_url ?? undefined,
  callInitiatedMethod: row.call_initiated_method ?? undefined, callStatusCallbackUrl: row.call_status_callback_url ?? undefined,
  callStatusMethod: row.call_status_method ?? undefined, callbackUser: row.callback_user ?? undefined,
})

interface NewApplication {
  readonly id: string
  readonly accountId: number
  readonly at: Date
}

export async function insertApplication(
  tx: Tx, { id, accountId, at }: NewApplication, content: ApplicationContent, credentials: SealedCredentials,
): Promise<void> {
  await db(tx).insertInto('application')
    .values({ id, account_id: accountId, ...rowOf(content), ...credentialsRow(credentials), created_at: at }).execute()
}

/** The account's applications in the order in which they were made. */
export async function findApplications(tx: Tx, accountId: number): Promise<Application[]> {
  const rows = await db(tx).selectFrom('application').select(columns).where('account_id', '=', accountId).orderBy('id').execute()
  return rows.map(toApplication)
}

const oneOf = (tx: Tx, accountId: number, id: string) =>
  db(tx).selectFrom('application').select(columns).where('account_id', '=', accountId).where('id', '=', id)

export async function findApplication(tx: Tx, accountId: number, id: string): Promise<Application | undefined> {
  const row = await oneOf(tx, accountId, id).executeTakeFirst()
  return row && toApplication(row)
}

/** The same, with nobody else able to change or delete it until the transaction ends. */
export async function lockApplication(tx: Tx, accountId: number, id: string): Promise<Application | undefined> {
  const row = await oneOf(tx, accountId, id).forUpdate().executeTakeFirst()
  return row && toApplication(row)
}

/** Writes an application anew; its credentials only where they are given, null taking them away. */
export async function updateApplication(
  tx: Tx, id: string, content: ApplicationContent, credentials: SealedCredentials | undefined,
): Promise<void> {
  await db(tx).updateTable('application')
    .set({ ...rowOf(content), ...(credentials === undefined ? {} : credentialsRow(credentials)) }).where('id', '=', id).execute()
}

export async function removeApplication(tx: Tx, id: string): Promise<void> {
  await db(tx).deleteFrom('application').where('id', '=', id).execute()
}

/** A SIP peer that uses an application for calls or messages. */
export interface AssociatedPeer {
  readonly siteId: number
  readonly siteName: string
  readonly peerId: number
  readonly peerName: string
}

export async function peersOfApplication(tx: Tx, id: string): Promise<AssociatedPeer[]> {
  const result = await sql<AssociatedPeer>`
    select s.id as "siteId", s.name as "siteName", p.id as "peerId", p.name as "peerName"
    from sip_peer p join site s on s.id = p.site_id
    where p.id in (select peer_id from peer_voice where application_id = ${id} union select peer_id from peer_messaging where application_id = ${id})
    order by s.id, p.id`.execute(db(tx))
  return result.rows
}
