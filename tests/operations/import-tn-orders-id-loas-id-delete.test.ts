import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documents } from '../world/documents.ts'
import { attaching, PDF, strangers } from '../world/files.ts'
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
  it('deletes the file, and no other', async () => {
    const order = await files.order()
    const [gone, stays] = [await files.attach(order), await files.attach(order)]
    const answer = await files.remove(order, gone)
    expect([answer.status, answer.text]).toEqual([200, ''])
    expect([(await files.get(order, gone)).status, (await files.get(order, stays)).status, (await files.remove(order, gone)).status]).toEqual([404, 200, 404])
    expect(text((await files.list(order)).xml, 'fileNames')).toBe(stays)
  })

  it('leaves in the audit trail what it was', async () => {
    const owner = await world.newAccount()
    const theirs = attaching(world, owner)
    const order = await theirs.order()
    const name = await theirs.attach(order, documents[PDF], PDF, '?documentType=LOA')
    await theirs.remove(order, name)
    expect((await theirs.trail())[1]).toEqual({
      operation: 'import-tn-orders-id-loas-id-delete', subject: `file ${name}`, actor: `sandbox-${owner.account}`, after: null,
      before: { mediaType: PDF, size: documents[PDF]?.length, sha256: createHash('sha256').update(documents[PDF] ?? '').digest('hex'), documentName: 'LOA', documentType: 'LOA' },
    })
  })
})

describe('404', () => {
  it('deletes nothing that is not this order\'s', async () => {
    const count = async () => (await world.database.db.selectFrom('order_file').select((e) => e.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()).count
    const places = await strangers(world, files)
    const before = await count()
    for (const [order, name] of places) expect((await files.remove(order, name)).status, `${order} ${name}`).toBe(404)
    expect(await count()).toBe(before)
  })
})
