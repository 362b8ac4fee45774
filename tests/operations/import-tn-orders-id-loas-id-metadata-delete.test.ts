import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attaching, metadataOf, strangers } from '../world/files.ts'
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
  it('takes back what was said, and leaves the file', async () => {
    const order = await files.order()
    const name = await files.attach(order)
    await files.describe(order, name, metadataOf('Letter', 'LOA'))
    const answer = await files.undescribe(order, name)
    expect([answer.status, answer.text]).toEqual([200, ''])
    expect([(await files.metadata(order, name)).status, (await files.get(order, name)).status]).toEqual([404, 200])
    expect((await files.trail()).at(-1)).toMatchObject({ operation: 'import-tn-orders-id-loas-id-metadata-delete', before: { documentName: 'Letter', documentType: 'LOA' } })
  })
})

describe('404', () => {
  it('finds nothing to take back where nothing was said, and no file that is not this order\'s', async () => {
    const order = await files.order()
    expect((await files.undescribe(order, await files.attach(order))).status).toBe(404)
    for (const [place, name] of await strangers(world, files)) expect((await files.undescribe(place, name)).status, `${place} ${name}`).toBe(404)
  })
})
