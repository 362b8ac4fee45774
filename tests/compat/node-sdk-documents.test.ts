import { writeFileSync, readFileSync, mkdtempSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import numbers, { type Client as SdkClient, type Item } from '@bandwidth/numbers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { documents } from '../world/documents.ts'
import { PDF } from '../world/files.ts'
import { outside } from '../world/hosting.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'

/** The calls on files that the SDK has; its own `xAsync` are made of them. */
interface ImportOrder extends Item {
  createFileAsync(file: Buffer | string, type?: string): Promise<string>
  updateFileAsync(name: string, file: Buffer, type?: string): Promise<unknown>
  getFileMetadataAsync(name: string): Promise<Item>
  updateFileMetadataAsync(name: string, metadata: object): Promise<unknown>
  getFilesAsync(metadata: boolean): Promise<Item[] | Item | undefined>
  getFile(name: string, destination: PassThrough): unknown
}
// The SDK brings no types; the shared declaration has what most journeys use.
const { ImportTnOrder } = numbers as unknown as { ImportTnOrder: { createAsync(client: SdkClient, order: object, tns: readonly string[]): Promise<ImportOrder> } }

const pdf = documents[PDF] ?? Buffer.alloc(0)
let world: World
let owner: FreshAccount
let client: SdkClient
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'numberplane-sdk-'))
  world = await createWorld()
  owner = await world.newAccount()
  const [user = '', password = ''] = owner.auth.split(':')
  client = new numbers.Client(owner.account, user, password, '', '', { apiEndPoint: world.url })
})
afterAll(async () => {
  await world.close()
  rmSync(folder, { recursive: true })
})

async function download(order: ImportOrder, name: string): Promise<Buffer> {
  const sink = new PassThrough()
  const chunks: Buffer[] = []
  sink.on('data', (chunk: Buffer) => chunks.push(chunk))
  order.getFile(name, sink)
  await once(sink, 'end')
  return Buffer.concat(chunks)
}

it('attaches files to an import, lists, describes, replaces and downloads them', async () => {
  const order = await ImportTnOrder.createAsync(client, {
    customerOrderId: 'sdk', siteId: owner.site, loaAuthorizingPerson: 'The Authguy',
    subscriber: { name: 'ABC Inc.', serviceAddress: { houseNumber: '11235', streetName: 'Back', city: 'Denver', stateCode: 'CO', zip: '27541', county: 'Canyon' } },
  }, await outside(world, 1))
  const path = join(folder, 'Letter of authorization.pdf')
  writeFileSync(path, pdf)
  const [typed, untyped, fromDisk] = [await order.createFileAsync(pdf, PDF), await order.createFileAsync(pdf), await order.createFileAsync(path, PDF)]
  expect(typed).toMatch(new RegExp(`^${order.id}-\\d{13}\\.pdf$`))
  expect(await download(order, untyped)).toEqual(readFileSync(path))

  await order.updateFileMetadataAsync(typed, { documentName: 'Letter', documentType: 'LOA' })
  expect(await order.getFileMetadataAsync(typed)).toMatchObject({ documentName: 'Letter', documentType: 'LOA' })
  expect(await order.getFilesAsync(true)).toMatchObject([
    { fileName: typed, fileMetaData: { documentName: 'Letter', documentType: 'LOA' } }, { fileName: untyped }, { fileName: fromDisk },
  ])

  const other = Buffer.concat([pdf, Buffer.from('% second edition')])
  await order.updateFileAsync(typed, other, PDF)
  await world.settle(owner.account)
  expect(await download(order, typed)).toEqual(other)
})
