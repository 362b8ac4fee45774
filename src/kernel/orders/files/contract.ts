import { z } from 'zod'
import { AccountId, OpaqueId } from '../../contract/path-ids.ts'
import { answers, fileOf, operation, uploadOperation, type Access } from '../../contract/operation.ts'
import { responseStatus } from '../../errors/envelopes.ts'
import { named, repeated } from '../../xml/index.ts'
import { parametersOf } from '../resources/contract.ts'
import { MEDIA_TYPES } from './media-type.ts'

/** What a family of orders calls the operations on its documents: the documented ids, and where they are. */
export interface FileNames {
  readonly group: string
  /** Path of one order; its last parameter holds the order's id. */
  readonly at: `/accounts/{accountId}/${string}`
  readonly view: Access
  readonly update: Access
  readonly list: string
  readonly post: string
  readonly get: string
  readonly put: string
  readonly delete: string
  readonly metadataGet: string
  readonly metadataPut: string
  readonly metadataDelete: string
}

/** The parameter that holds the id of the order in the paths of a family. */
export const orderParameterOf = ({ at }: Pick<FileNames, 'at'>): string => parametersOf(at).at(-1) ?? 'orderid'

const outcome = { resultCode: named(z.int(), 'resultCode'), resultMessage: named(z.string(), 'resultMessage') }

const FileList = z.object({
  fileCount: named(z.int(), 'fileCount'),
  fileNames: repeated(z.string(), 'fileNames'),
  fileData: repeated(z.object({
    fileName: z.string(), fileMetaData: z.object({ documentName: z.string(), documentType: z.string() }).optional(),
  }), 'fileData').optional(),
  ...outcome,
}).meta({ id: 'FileList' })

const Uploaded = z.object({ filename: named(z.string(), 'filename'), ...outcome }).meta({ id: 'FileUploaded' })

const MetadataBody = z.object({ documentName: z.string(), documentType: z.string() }).meta({ id: 'FileMetaData' })
const MetadataRequest = z.object({ documentName: z.string().optional(), documentType: z.string().optional() })
  .meta({ id: 'FileMetaDataRequest', xml: { name: 'FileMetaData' } })

/** The eight operations on the documents of a family. */
export function fileOperations(names: FileNames) {
  const path = `${names.at}/loas` as const
  const order = { accountId: AccountId, [orderParameterOf(names)]: OpaqueId }
  const params = z.object({ ...order, fileid: OpaqueId })
  const { group } = names
  const single = { group, params, errors: responseStatus('ErrorResponse'), audit: 'own' } as const
  const uploads = { group, upload: MEDIA_TYPES, access: names.update, errors: responseStatus('fileUploadResponse'), audit: 'own' } as const
  return {
    list: operation({
      group, id: names.list, at: `GET ${path}`, summary: 'List the documents of an order, oldest first.',
      params: z.object(order), query: z.object({ metadata: z.boolean().default(false) }), access: names.view,
      replies: { 200: answers('fileListResponse', FileList, { declaration: false }) }, errors: responseStatus('fileListResponse'),
    }),
    add: uploadOperation({
      ...uploads, id: names.post, at: `POST ${path}`, summary: 'Attach a document to an order.',
      params: z.object(order), query: z.object({ documentType: z.string().optional() }),
      replies: { 201: answers('fileUploadResponse', Uploaded) },
    }),
    read: operation({
      ...single, id: names.get, at: `GET ${path}/{fileid}`, summary: 'Download a document.',
      replies: { 200: fileOf(MEDIA_TYPES) }, access: names.view,
    }),
    replace: uploadOperation({
      ...uploads, id: names.put, at: `PUT ${path}/{fileid}`, summary: 'Put another content in the place of a document.',
      params, replies: { 200: answers('fileUploadResponse', Uploaded) },
    }),
    remove: operation({
      ...single, id: names.delete, at: `DELETE ${path}/{fileid}`, summary: 'Delete a document.',
      replies: { 200: null }, access: names.update,
    }),
    readMetadata: operation({
      ...single, id: names.metadataGet, at: `GET ${path}/{fileid}/metadata`, summary: 'Read what was said of a document.',
      replies: { 200: answers('FileMetaData', MetadataBody, { declaration: false }) }, access: names.view,
    }),
    describe: operation({
      ...single, id: names.metadataPut, at: `PUT ${path}/{fileid}/metadata`, summary: 'Say what a document is.',
      body: MetadataRequest, replies: { 200: null }, access: names.update,
    }),
    undescribe: operation({
      ...single, id: names.metadataDelete, at: `DELETE ${path}/{fileid}/metadata`, summary: 'Take back what was said of a document.',
      replies: { 200: null }, access: names.update,
    }),
  }
}
