import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documents } from '../world/documents.ts'
import { attaching, PDF, strangers } from '../world/files.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'

let world: World
let mine: FreshAccount
let files: ReturnType<typeof attaching>
beforeAll(async () => {
  world = await createWorld()
  mine = await world.newAccount()
  files = attaching(world, mine)
})
afterAll(() => world.close())

describe('200', () => {
  it.each(Object.entries(documents))('gives %s back byte for byte, to be saved and not shown', async (type, content) => {
    const order = await files.order()
    const name = await files.attach(order, content, type)
    for (const where of ['from the database', 'from the storage']) {
      const answer = await files.get(order, name)
      expect([answer.status, answer.bytes], where).toEqual([200, content])
      expect(Object.fromEntries(['content-type', 'content-disposition', 'content-length', 'x-content-type-options', 'cache-control', 'content-security-policy', 'repr-digest']
        .map((header) => [header, answer.headers.get(header)])), where).toEqual({
        'content-type': type, 'content-disposition': `attachment; filename="${name}"`, 'content-length': String(content.length), 'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store', 'content-security-policy': "default-src 'none'; sandbox",
        'repr-digest': `sha-256=:${createHash('sha256').update(content).digest('base64')}:`,
      })
      await world.settle(mine.account)
    }
  })

  it('does so whatever the client accepts', async () => {
    const order = await files.order()
    const name = await files.attach(order)
    const answer = await files.ask(`/accounts/${mine.account}/importTnOrders/${order}/loas/${name}`, { headers: { accept: 'application/json' } })
    expect([answer.headers.get('content-type'), answer.bytes]).toEqual([PDF, documents[PDF]])
  })

  it('answers HEAD with the headers alone', async () => {
    const order = await files.order()
    const name = await files.attach(order)
    const answer = await files.ask(`/accounts/${mine.account}/importTnOrders/${order}/loas/${name}`, { method: 'HEAD' })
    expect([answer.status, answer.bytes.length, answer.headers.get('content-type')]).toEqual([200, 0, PDF])
  })
})

describe('404', () => {
  it('knows no file that is not this order\'s', async () => {
    for (const [order, name] of await strangers(world, files)) {
      const answer = await files.get(order, name)
      expect([answer.status, answer.text], `${order} ${name}`).toEqual([404, expect.stringMatching(/<ErrorResponse><ResponseStatus><ErrorCode>404<\/ErrorCode><Description>(The file does not exist|The resource does not exist|No such resource\.)<\//)])
    }
  })
})
