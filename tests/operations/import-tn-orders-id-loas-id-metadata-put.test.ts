import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attaching, metadataOf, strangers } from '../world/files.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'
import { text } from '../world/xml.ts'

let world: World
let mine: FreshAccount
let files: ReturnType<typeof attaching>
beforeAll(async () => {
  world = await createWorld({ worker: false })
  mine = await world.newAccount()
  files = attaching(world, mine)
})
afterAll(() => world.close())

describe('200', () => {
  it('takes each documented type, in any case, and replaces what was said before', async () => {
    const order = await files.order()
    const name = await files.attach(order)
    for (const type of ['LOA', 'INVOICE', 'CSR', 'OTHER', 'loa']) {
      const answer = await files.describe(order, name, metadataOf(`A ${type}`, type))
      expect([answer.status, answer.text]).toEqual([200, ''])
      const { xml } = await files.metadata(order, name)
      expect([text(xml, 'DocumentName'), text(xml, 'DocumentType')]).toEqual([`A ${type}`, type.toUpperCase()])
    }
    expect((await files.describe(order, name, metadataOf('x'.repeat(50), 'LOA'))).status).toBe(200)
  })

  it('is written into the audit trail', async () => {
    const theirs = attaching(world, await world.newAccount())
    const order = await theirs.order()
    const name = await theirs.attach(order)
    await theirs.describe(order, name, metadataOf('Letter', 'LOA'))
    expect((await theirs.trail())[1]).toMatchObject({ operation: 'import-tn-orders-id-loas-id-metadata-put', subject: `file ${name}`, after: { documentName: 'Letter', documentType: 'LOA' } })
  })
})

describe('400', () => {
  it('refuses another type, none, no name and one that is too long, and keeps what was said', async () => {
    const order = await files.order()
    const name = await files.attach(order)
    await files.describe(order, name, metadataOf('Letter', 'LOA'))
    for (const [body, code] of [
      [metadataOf('Letter', 'PASSPORT'), '7639'], ['<FileMetaData><DocumentName>Letter</DocumentName></FileMetaData>', '7639'], [metadataOf('x'.repeat(51), 'LOA'), '7800'],
      [metadataOf('', 'LOA'), '400'], ['<FileMetaData/>', '400'], ['', '400'], ['<FileMetaData>', '400'],
    ] as const) {
      const answer = await files.describe(order, name, body)
      expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')], body).toEqual([400, code])
    }
    expect(text((await files.metadata(order, name)).xml, 'DocumentName')).toBe('Letter')
  })
})

describe('404', () => {
  it('says nothing of a file that is not this order\'s', async () => {
    for (const [order, name] of await strangers(world, files)) expect((await files.describe(order, name, metadataOf('Letter', 'LOA'))).status, `${order} ${name}`).toBe(404)
  })
})
