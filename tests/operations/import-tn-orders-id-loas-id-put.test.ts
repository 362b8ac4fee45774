import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documents, formOf } from '../world/documents.ts'
import { attaching, PDF, strangers } from '../world/files.ts'
import { rawRequest } from '../world/raw-http.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { text } from '../world/xml.ts'

let world: World
let mine: FreshAccount
let files: ReturnType<typeof attaching>
beforeAll(async () => {
  world = await createWorld()
  mine = await world.newAccount()
  files = attaching(world, mine)
})
afterAll(() => world.close())

const csv = documents['text/csv'] ?? Buffer.alloc(0)

describe('200', () => {
  it('puts another content in the place of a file, and answers as documented', async () => {
    const order = await files.order()
    const name = await files.attach(order, documents[PDF], PDF, '?documentType=LOA')
    await world.settle(mine.account)
    const other = Buffer.concat([documents[PDF] ?? csv, Buffer.from('% second edition')])
    const answer = await files.put(order, name, other, PDF)
    expect([answer.status, answer.text]).toEqual([200, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
      `<fileUploadResponse><filename>${name}</filename><resultCode>0</resultCode><resultMessage>LOA file uploaded successfully for order ${order}</resultMessage></fileUploadResponse>`])
    for (const where of ['from the database', 'from the storage']) {
      expect((await files.get(order, name)).bytes, where).toEqual(other)
      await world.settle(mine.account)
    }
    expect(text((await files.metadata(order, name)).xml, 'DocumentType')).toBe('LOA')
    expect(text((await files.list(order)).xml, 'fileCount')).toBe('1')
  })

  it('keeps the name when the content is of another type, and says so when it is saved', async () => {
    const order = await files.order()
    const name = await files.attach(order)
    const form = formOf([{ filename: '../x', type: 'text/csv', content: csv }])
    expect(text((await files.put(order, name, form.body, form.type)).xml, 'filename')).toBe(name)
    const answer = await files.get(order, name)
    expect([answer.bytes, answer.headers.get('content-type'), answer.headers.get('content-disposition')])
      .toEqual([csv, 'text/csv', `attachment; filename="${name.replace('.pdf', '.csv')}"`])
  })

  it('is written into the audit trail with the digests of both contents', async () => {
    const owner = await world.newAccount()
    const theirs = attaching(world, owner)
    const order = await theirs.order()
    const name = await theirs.attach(order)
    await theirs.put(order, name, csv, 'text/csv')
    const sha256 = expect.stringMatching(/^[0-9a-f]{64}$/)
    expect((await theirs.trail())[1]).toEqual({
      operation: 'import-tn-orders-id-loas-id-put', subject: `file ${name}`, actor: `sandbox-${owner.account}`,
      before: { mediaType: PDF, size: documents[PDF]?.length, sha256 }, after: { mediaType: 'text/csv', size: csv.length, sha256 },
    })
  })
})

describe('400', () => {
  it('refuses what POST refuses, and keeps what was there', async () => {
    const order = await files.order()
    const name = await files.attach(order)
    const two = formOf([{ filename: 'a', type: PDF, content: csv }, { filename: 'b', type: PDF, content: csv }])
    for (const [content, type] of [['', PDF], [csv, PDF], [csv, 'image/png'], [two.body, two.type]] as const) {
      const answer = await files.put(order, name, content, type)
      expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('<fileUploadResponse><ResponseStatus><ErrorCode>400</ErrorCode>')])
    }
    expect((await files.get(order, name)).bytes).toEqual(documents[PDF])
  })
})

describe('404', () => {
  it('puts nothing where there is no such file', async () => {
    for (const [order, name] of await strangers(world, files)) expect((await files.put(order, name, csv, 'text/csv')).status, `${order} ${name}`).toBe(404)
  })
})

describe('413', () => {
  it('refuses ten megabytes', async () => {
    const order = await files.order()
    const name = await files.attach(order)
    const answer = await rawRequest(world.origin, {
      method: 'PUT', path: `/api/accounts/${mine.account}/importTnOrders/${order}/loas/${name}`, auth: mine.auth, body: Buffer.alloc(10_485_760, 0x20), headers: { 'Content-Type': 'text/plain' },
    })
    expect([answer.status, answer.body]).toEqual([413, expect.stringContaining('larger than 3145728 bytes')])
  })
})
