import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documents } from '../world/documents.ts'
import { attaching, metadataOf, PDF, strangers } from '../world/files.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'

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
  it('answers what was said, as documented', async () => {
    const order = await files.order()
    const name = await files.attach(order)
    await files.describe(order, name, metadataOf('Letter &amp; envelope', 'LOA'))
    expect((await files.metadata(order, name)).text)
      .toBe('<FileMetaData><DocumentName>Letter &amp; envelope</DocumentName><DocumentType>LOA</DocumentType></FileMetaData>')
  })

  it('answers the type that came with the file, which names it until somebody does', async () => {
    const order = await files.order()
    const name = await files.attach(order, documents[PDF], PDF, '?documentType=OTHER')
    expect((await files.metadata(order, name)).text).toBe('<FileMetaData><DocumentName>OTHER</DocumentName><DocumentType>OTHER</DocumentType></FileMetaData>')
  })
})

describe('404', () => {
  it('knows nothing of a file of which nothing was said, and of no file that is not this order\'s', async () => {
    const order = await files.order()
    const answer = await files.metadata(order, await files.attach(order))
    expect([answer.status, answer.text]).toEqual([404, expect.stringContaining('<Description>The file has no metadata</Description>')])
    for (const [place, name] of await strangers(world, files)) expect((await files.metadata(place, name)).status, `${place} ${name}`).toBe(404)
  })
})
