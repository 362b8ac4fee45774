import { createHash } from 'node:crypto'
import { audit, type AuditContext } from '../../audit/audit.ts'
import type { SentFile, UploadedFile } from '../../contract/file.ts'
import type { Database, Tx } from '../../db/database.ts'
import { commonErrors } from '../../errors/common.ts'
import { isUuid, newId } from '../../ids/ids.ts'
import { enqueue } from '../../jobs/job.ts'
import type { FileStorage } from '../../storage/storage.ts'
import type { OrderType } from '../define.ts'
import { findOrder } from '../find.ts'
import { documentTypeOf, type DocumentType, type Metadata } from './document-type.ts'
import { fileErrors } from './errors.ts'
import { removeContent, storeContent } from './jobs.ts'
import { extensionOf, mediaTypeOf } from './media-type.ts'
import {
  deleteFile, filesOf, findFile, findFileWithContent, insertFile, lockOrder, replaceContent, setMetadata, type FileRow, type NewContent,
} from './repository.ts'

/** Most documents of one order: nobody has as many, and a list has to end. */
const MOST_FILES = 100
const LONGEST_DOCUMENT_NAME = 50

/** An order as a client named it. */
export interface OrderPlace { readonly type: OrderType, readonly accountId: number, readonly orderId: string }
/** The context of a change, with the operation that makes it. */
export interface FileChange extends AuditContext { readonly operation: string }

interface Dependencies { readonly database: Database, readonly storage: FileStorage }

const digestOf = (content: Buffer): string => createHash('sha256').update(content).digest('hex')

/** `<order>-<milliseconds>`, as documented, of an instant that no document of the order has yet. */
function stemFor(orderId: string, at: Date, taken: readonly FileRow[]): string {
  const stems = new Set(taken.map(({ name }) => name.replace(/\.\w+$/, '')))
  let instant = at.getTime()
  while (stems.has(`${orderId}-${instant}`)) instant += 1
  return `${orderId}-${instant}`
}

const audited = ({ mediaType, size, sha256, metadata }: Pick<FileRow, 'mediaType' | 'size' | 'sha256' | 'metadata'>) => ({ mediaType, size, sha256, ...metadata })

function readType(text: string): DocumentType {
  const type = documentTypeOf(text)
  if (!type) throw fileErrors.documentTypeUnknown({ value: text.slice(0, LONGEST_DOCUMENT_NAME) })
  return type
}

/** Documents attached to orders of any type. What the order of the writes is, and why: docs/decisions/0005-files.md. */
export class OrderFiles {
  readonly #database: Database
  readonly #storage: FileStorage

  constructor({ database, storage }: Dependencies) {
    this.#database = database
    this.#storage = storage
  }

  /** Attaches a document; answers its name. Throws for a content that is not of a documented type, and 7639. */
  async add(place: OrderPlace, file: UploadedFile, documentType: string | undefined, change: FileChange): Promise<string> {
    const type = documentType === undefined ? undefined : readType(documentType)
    const content = await contentFrom(file, change)
    return this.#inOrder(place, async (tx, orderId) => {
      const others = await filesOf(tx, orderId)
      if (others.length >= MOST_FILES) throw fileErrors.tooMany({ most: MOST_FILES })
      const stem = stemFor(orderId, change.at, others)
      const name = `${stem}.${extensionOf(content.mediaType)}`
      // A document has a name as soon as it has a type; nobody gave it one, and the file's own is too long for one.
      const metadata: Metadata | undefined = type && { documentName: type, documentType: type }
      await insertFile(tx, orderId, name, content, metadata)
      await enqueue(tx, storeContent, { contentKey: content.contentKey }, { accountId: place.accountId })
      await write(tx, place, change, name, undefined, { ...content, size: content.content.length, metadata })
      return name
    })
  }

  /** Puts another content in a document's place, which may be of another type; its name and metadata stay. */
  async replace(place: OrderPlace, name: string, file: UploadedFile, change: FileChange): Promise<string> {
    const content = await contentFrom(file, change)
    return this.#inOrder(place, async (tx, orderId) => {
      const before = await required(tx, orderId, name)
      await replaceContent(tx, before.id, content)
      await enqueue(tx, storeContent, { contentKey: content.contentKey }, { accountId: place.accountId })
      await enqueue(tx, removeContent, { contentKey: before.contentKey }, { accountId: place.accountId })
      await write(tx, place, change, before.name, before, { ...content, size: content.content.length, metadata: before.metadata })
      return before.name
    })
  }

  /** Deletes a document with its content. What it was stays in the audit trail. */
  async remove(place: OrderPlace, name: string, change: FileChange): Promise<void> {
    await this.#inOrder(place, async (tx, orderId) => {
      const before = await required(tx, orderId, name)
      await deleteFile(tx, before.id)
      await enqueue(tx, removeContent, { contentKey: before.contentKey }, { accountId: place.accountId })
      await write(tx, place, change, before.name, before, undefined)
    })
  }

  async list(place: OrderPlace): Promise<FileRow[]> {
    return filesOf(this.#database.db, await this.#orderId(place))
  }

  /** A document to be sent. Throws StorageError while its content cannot be had. */
  async read(place: OrderPlace, name: string): Promise<SentFile> {
    const orderId = await this.#orderId(place)
    let last = ''
    for (;;) {
      const row = await findFileWithContent(this.#database.db, orderId, name)
      if (!row) throw fileErrors.unknown()
      const content = row.content ?? await this.#storage.get(row.contentKey)
      if (content) return sendable(row, content)
      // The content was replaced between the two looks, and its former one removed; the same key twice means that it is gone.
      if (row.contentKey === last) throw new Error(`the storage has no content ${row.contentKey} of file ${row.name}`)
      last = row.contentKey
    }
  }

  /** What was said of a document. Throws 404 where nothing was. */
  async metadata(place: OrderPlace, name: string): Promise<Metadata> {
    const { metadata } = await required(this.#database.db, await this.#orderId(place), name)
    if (!metadata) throw fileErrors.noMetadata()
    return metadata
  }

  /** Says what a document is. Throws 7639 and 7800. */
  async describe(place: OrderPlace, name: string, said: { documentName?: string | undefined, documentType?: string | undefined }, change: FileChange): Promise<void> {
    const documentName = said.documentName?.trim() ?? ''
    if (documentName === '') throw fileErrors.documentNameMissing()
    if (documentName.length > LONGEST_DOCUMENT_NAME) throw fileErrors.documentNameTooLong({ most: LONGEST_DOCUMENT_NAME })
    await this.#setMetadata(place, name, { documentName, documentType: readType(said.documentType ?? '') }, change)
  }

  /** Takes back what was said of a document. Throws 404 where nothing was. */
  async undescribe(place: OrderPlace, name: string, change: FileChange): Promise<void> {
    await this.#setMetadata(place, name, undefined, change)
  }

  async #setMetadata(place: OrderPlace, name: string, metadata: Metadata | undefined, change: FileChange): Promise<void> {
    await this.#inOrder(place, async (tx, orderId) => {
      const before = await required(tx, orderId, name)
      if (!metadata && !before.metadata) throw fileErrors.noMetadata()
      await setMetadata(tx, before.id, metadata)
      await write(tx, place, change, before.name, before, { ...before, metadata })
    })
  }

  async #orderId({ type, accountId, orderId }: OrderPlace): Promise<string> {
    const order = isUuid(orderId) ? await findOrder(this.#database.db, accountId, type, orderId) : undefined
    if (!order) throw commonErrors.missing()
    return order.id
  }

  /** Runs a change of an order's documents; others on the same order wait. */
  async #inOrder<T>({ type, accountId, orderId }: OrderPlace, work: (tx: Tx, orderId: string) => Promise<T>): Promise<T> {
    if (!isUuid(orderId)) throw commonErrors.missing()
    return this.#database.transaction(async (tx) => {
      const id = await lockOrder(tx, type, accountId, orderId)
      if (id === undefined) throw commonErrors.missing()
      return work(tx, id)
    })
  }
}

async function contentFrom(file: UploadedFile, { at, actor }: FileChange): Promise<NewContent> {
  const { content } = file
  return { contentKey: newId(), content, mediaType: await mediaTypeOf(file), sha256: digestOf(content), at, by: actor.userName }
}

async function required(tx: Tx, orderId: string, name: string): Promise<FileRow> {
  const row = await findFile(tx, orderId, name)
  if (!row) throw fileErrors.unknown()
  return row
}

type Audited = Parameters<typeof audited>[0]

async function write(tx: Tx, { accountId }: OrderPlace, change: FileChange, name: string, before: Audited | undefined, after: Audited | undefined): Promise<void> {
  await audit(tx, change, { accountId, operation: change.operation, subject: `file ${name}`, before: before && audited(before), after: after && audited(after) })
}

/** Its name ends as its present content wants it, which may have been replaced by one of another type. */
function sendable({ name, mediaType, sha256 }: FileRow, content: Buffer): SentFile {
  if (digestOf(content) !== sha256) throw new Error(`the content of file ${name} is not what was uploaded`)
  return { content, mediaType, sha256, name: `${name.replace(/\.\w+$/, '')}.${extensionOf(mediaType)}` }
}
