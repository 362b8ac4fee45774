import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documents } from '../world/documents.ts'
import { attaching, metadataOf, PDF } from '../world/files.ts'
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
  it('says that there are none, as documented', async () => {
    expect((await files.list(await files.order())).text).toBe(
      '<fileListResponse><fileCount>0</fileCount><resultCode>0</resultCode><resultMessage>No LOA files found for order</resultMessage></fileListResponse>')
  })

  it('lists one, and several, oldest first, as documented', async () => {
    const order = await files.order()
    const listOf = (names: readonly string[]) => `<fileListResponse><fileCount>${names.length}</fileCount>${names.map((name) => `<fileNames>${name}</fileNames>`).join('')}` +
      '<resultCode>0</resultCode><resultMessage>LOA file list successfully returned</resultMessage></fileListResponse>'
    const first = await files.attach(order)
    expect((await files.list(order)).text).toBe(listOf([first]))
    const second = await files.attach(order, documents['text/csv'], 'text/csv')
    expect((await files.list(order)).text).toBe(listOf([first, second]))
    expect((await files.list(order.toUpperCase())).text).toBe(listOf([first, second]))
    expect((await files.list(order, '?metadata=false')).text).toBe(listOf([first, second]))
  })

  it('adds what was said of each with metadata=true', async () => {
    const order = await files.order()
    const [silent, told] = [await files.attach(order), await files.attach(order, documents[PDF], PDF, '?documentType=CSR')]
    await files.describe(order, told, metadataOf('Answer of the carrier', 'CSR'))
    const answer = await files.list(order, '?metadata=true')
    expect(answer.text).toContain(`<fileNames>${silent}</fileNames><fileNames>${told}</fileNames><fileData><FileName>${silent}</FileName></fileData>` +
      `<fileData><FileName>${told}</FileName><FileMetaData><DocumentName>Answer of the carrier</DocumentName><DocumentType>CSR</DocumentType></FileMetaData></fileData><resultCode>0</resultCode>`)
    expect(text((await files.list(await files.order(), '?metadata=true')).xml, 'fileCount')).toBe('0')
  })
})

describe('400', () => {
  it('refuses metadata that is neither true nor false', async () => {
    expect((await files.list(await files.order(), '?metadata=maybe')).status).toBe(400)
  })
})

describe('404', () => {
  it('knows no such order, and none of another account', async () => {
    const theirs = await attaching(world, await world.newAccount()).order()
    for (const order of [randomUUID(), theirs, 'nonsense']) expect((await files.list(order)).status, order).toBe(404)
  })
})
