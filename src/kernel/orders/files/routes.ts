import { auditContext } from '../../audit/audit.ts'
import { handle, reply, type Call, type Route } from '../../contract/handler.ts'
import type { OrderType } from '../define.ts'
import { fileOperations, orderParameterOf, type FileNames } from './contract.ts'
import type { FileRow } from './repository.ts'
import type { FileChange, OrderFiles, OrderPlace } from './service.ts'

const toData = ({ name, metadata }: FileRow) => ({ fileName: name, fileMetaData: metadata })

function listed(files: readonly FileRow[], withMetadata: boolean): object {
  return {
    fileCount: files.length, fileNames: files.map(({ name }) => name), fileData: withMetadata ? files.map(toData) : undefined,
    resultCode: 0, resultMessage: files.length === 0 ? 'No LOA files found for order' : 'LOA file list successfully returned',
  }
}

const uploaded = (filename: string, orderId: string) =>
  ({ filename, resultCode: 0, resultMessage: `LOA file uploaded successfully for order ${orderId}` })

/** The documents of a family of orders: list, upload, download, replace, delete, and what is said of them. */
export function fileRoutes(files: OrderFiles, type: OrderType, names: FileNames): readonly Route[] {
  const operations = fileOperations(names)
  const idName = orderParameterOf(names)
  // The schema is made of names that only run time knows; every value in it but the account's id is a text.
  const textOf = (params: object, name: string) => (params as Readonly<Record<string, string>>)[name] ?? ''
  const placeOf = ({ account, params }: { account: { id: number }, params: object }): OrderPlace => ({ type, accountId: account.id, orderId: textOf(params, idName).toLowerCase() })
  const fileOf = ({ params }: { params: object }) => textOf(params, 'fileid')
  const changeOf = (call: Pick<Call<unknown, unknown, unknown>, 'actor' | 'clock' | 'requestId'>, operation: string): FileChange => ({ ...auditContext(call), operation })
  return [
    handle(operations.list, async (call) => reply(200, listed(await files.list(placeOf(call)), call.query.metadata))),
    handle(operations.add, async (call) => {
      const place = placeOf(call)
      const name = await files.add(place, call.body, call.query.documentType, changeOf(call, names.post))
      const path = names.at.replace('{accountId}', String(place.accountId)).replace(`{${idName}}`, place.orderId)
      return reply(201, uploaded(name, place.orderId), { Location: call.link(`${path}/loas/${name}`) })
    }),
    handle(operations.read, async (call) => reply(200, await files.read(placeOf(call), fileOf(call)))),
    handle(operations.replace, async (call) => {
      const place = placeOf(call)
      const name = await files.replace(place, fileOf(call), call.body, changeOf(call, names.put))
      return reply(200, uploaded(name, place.orderId))
    }),
    handle(operations.remove, async (call) => {
      await files.remove(placeOf(call), fileOf(call), changeOf(call, names.delete))
      return reply(200)
    }),
    handle(operations.readMetadata, async (call) => reply(200, await files.metadata(placeOf(call), fileOf(call)))),
    handle(operations.describe, async (call) => {
      await files.describe(placeOf(call), fileOf(call), call.body, changeOf(call, names.metadataPut))
      return reply(200)
    }),
    handle(operations.undescribe, async (call) => {
      await files.undescribe(placeOf(call), fileOf(call), changeOf(call, names.metadataDelete))
      return reply(200)
    }),
  ]
}
