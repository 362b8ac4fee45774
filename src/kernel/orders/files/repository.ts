import { sql } from 'kysely'
import type { Tx } from '../../db/database.ts'
import type { OrderType } from '../define.ts'
import { DOCUMENT_TYPES, type Metadata } from './document-type.ts'
import { MEDIA_TYPES, type MediaType } from './media-type.ts'

/** What is known of a document beside its content. */
export interface FileRow {
  readonly id: number
  readonly name: string
  readonly contentKey: string
  readonly mediaType: MediaType
  readonly size: number
  readonly sha256: string
  readonly metadata: Metadata | undefined
}

/** A content as it is stored. */
export interface NewContent {
  readonly contentKey: string
  readonly content: Buffer
  readonly mediaType: MediaType
  readonly sha256: string
  readonly at: Date
  readonly by: string
}

const columns = ['id', 'name', 'content_key', 'media_type', 'size', 'sha256', 'document_name', 'document_type'] as const

interface StoredRow {
  readonly id: number, readonly name: string, readonly content_key: string, readonly media_type: string, readonly size: number
  readonly sha256: string, readonly document_name: string | null, readonly document_type: string | null
}

function toRow({ id, name, content_key, media_type, size, sha256, document_name, document_type }: StoredRow): FileRow {
  const mediaType = MEDIA_TYPES.find((type) => type === media_type)
  const documentType = DOCUMENT_TYPES.find((type) => type === document_type)
  // The table's check lets nothing else in.
  if (!mediaType) throw new Error(`file ${id} is of type ${media_type}`)
  const metadata = document_name === null || !documentType ? undefined : { documentName: document_name, documentType }
  return { id, name, contentKey: content_key, mediaType, size, sha256, metadata }
}

/** Locks an order of an account against others who change its documents. Answers its id, or undefined where there is no such order. */
export async function lockOrder(tx: Tx, type: OrderType, accountId: number, orderId: string): Promise<string | undefined> {
  const row = await tx.selectFrom('orders').select('id').where('id', '=', orderId).where('account_id', '=', accountId)
    .where('type', '=', type.type).forNoKeyUpdate().executeTakeFirst()
  return row?.id
}

/** The documents of an order, oldest first. */
export async function filesOf(tx: Tx, orderId: string): Promise<FileRow[]> {
  const rows = await tx.selectFrom('order_file').select(columns).where('order_id', '=', orderId).orderBy('id').execute()
  return rows.map(toRow)
}

export async function findFile(tx: Tx, orderId: string, name: string): Promise<FileRow | undefined> {
  const row = await tx.selectFrom('order_file').select(columns).where('order_id', '=', orderId).where('name', '=', name).executeTakeFirst()
  return row && toRow(row)
}

/** A document with its content, as far as that is not in the storage yet. */
export async function findFileWithContent(tx: Tx, orderId: string, name: string): Promise<FileRow & { content: Buffer | null } | undefined> {
  const row = await tx.selectFrom('order_file').select([...columns, 'content']).where('order_id', '=', orderId).where('name', '=', name).executeTakeFirst()
  return row && { ...toRow(row), content: row.content }
}

const contentColumns = ({ contentKey, content, mediaType, sha256, at, by }: NewContent) =>
  ({ content_key: contentKey, content, media_type: mediaType, size: content.length, sha256, uploaded_at: at, uploaded_by: by })

export async function insertFile(tx: Tx, orderId: string, name: string, content: NewContent, metadata: Metadata | undefined): Promise<void> {
  await tx.insertInto('order_file').values({
    order_id: orderId, name, ...contentColumns(content), document_name: metadata?.documentName ?? null, document_type: metadata?.documentType ?? null,
  }).execute()
}

export async function replaceContent(tx: Tx, id: number, content: NewContent): Promise<void> {
  await tx.updateTable('order_file').set(contentColumns(content)).where('id', '=', id).execute()
}

export async function deleteFile(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('order_file').where('id', '=', id).execute()
}

export async function setMetadata(tx: Tx, id: number, metadata: Metadata | undefined): Promise<void> {
  await tx.updateTable('order_file').set({ document_name: metadata?.documentName ?? null, document_type: metadata?.documentType ?? null })
    .where('id', '=', id).execute()
}

/** What a file's row holds of a content: its bytes, null where the storage has them, undefined where no file has this key. */
export async function contentOf(tx: Tx, contentKey: string): Promise<Buffer | null | undefined> {
  const row = await tx.selectFrom('order_file').select('content').where('content_key', '=', contentKey).executeTakeFirst()
  return row?.content
}

/** Lets the storage's copy stand for a content. False where no file has this key any more; then its removal is noted. */
export async function handOver(tx: Tx, contentKey: string, at: Date): Promise<boolean> {
  const updated = await tx.updateTable('order_file').set({ content: null }).where('content_key', '=', contentKey).executeTakeFirst()
  if (updated.numUpdatedRows > 0n) return true
  await tx.insertInto('discarded_content').values({ key: contentKey, discarded_at: at }).onConflict((conflict) => conflict.column('key').doNothing()).execute()
  return false
}

export async function forgetDiscarded(tx: Tx, contentKey: string): Promise<void> {
  await tx.deleteFrom('discarded_content').where('key', '=', contentKey).execute()
}

/** Keys of contents to be removed, those that wait the longest first. */
export async function discardedKeys(tx: Tx, most: number): Promise<string[]> {
  const rows = await tx.selectFrom('discarded_content').select('key').orderBy('discarded_at').orderBy('key').limit(most).execute()
  return rows.map(({ key }) => key)
}

/** Contents that are not in the storage yet, of files after this one, oldest first. */
export async function unstoredKeys(tx: Tx, after: number, most: number): Promise<{ id: number, key: string }[]> {
  const result = await sql<{ id: number, key: string }>`select id, content_key as key from order_file
    where content is not null and id > ${after} order by id limit ${most}`.execute(tx)
  return result.rows
}
