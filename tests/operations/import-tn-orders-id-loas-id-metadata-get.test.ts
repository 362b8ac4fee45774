import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documents } from '../world/documents.ts'
import { attaching, metadataOf, PDF } from '../world/files.ts'
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

/** Files that are not this order's: unknown, of another order, and of another account. */
async function strangers(): Promise<readonly (readonly [string, string])[]> {
  const theirs = attaching(world, await world.newAccount())
  const [own, another, foreign] = [await files.order(), await files.order(), await theirs.order()]
  const [ownName, elsewhere, foreignName] = [await files.attach(own), await files.attach(another), await theirs.attach(foreign)]
  return [
    [own, elsewhere], [own, foreignName], [foreign, foreignName], [randomUUID(), ownName], [own, `${own}-1.pdf`], [own, ownName.toUpperCase()],
    [own, '..%2f..%2fetc%2fpasswd'], [own, `%2e%2e%2f${ownName}`], [own, `${ownName}%00`], [own, "'"], ['nonsense', ownName], [own, `${ownName.replace('.pdf', '')}`],
  ]
}

describe('404', () => {
  it('knows nothing of a file of which nothing was said, and of no file that is not this order\'s', async () => {
    const order = await files.order()
    const answer = await files.metadata(order, await files.attach(order))
    expect([answer.status, answer.text]).toEqual([404, expect.stringContaining('<Description>The file has no metadata</Description>')])
    for (const [place, name] of await strangers()) expect((await files.metadata(place, name)).status, `${place} ${name}`).toBe(404)
  })
})
