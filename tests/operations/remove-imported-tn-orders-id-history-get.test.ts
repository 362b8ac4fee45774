import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringing, outside } from '../world/hosting.ts'
import { createWorld, type World } from '../world/world.ts'
import { names, text } from '../world/xml.ts'

let world: World
let my: ReturnType<typeof bringing>
beforeAll(async () => {
  world = await createWorld()
  my = bringing(world, await world.newAccount())
})
afterAll(() => world.close())

describe('200', () => {
  it('tells what happened in the documented words', async () => {
    const [tn = '', strange = ''] = await outside(world, 2)
    await my.import([tn])
    const { status, xml } = await my.get(`/removeImportedTnOrders/${await my.remove([tn, strange])}/history`)
    expect([status, xml.name]).toEqual([200, 'OrderHistoryWrapper'])
    expect(names(xml.children[0] ?? xml)).toEqual(['OrderDate', 'Note', 'Author', 'Status'])
    expect(xml.children.map((entry) => [text(entry, 'Note'), text(entry, 'Status')])).toEqual([
      ['Remove Imported TN order is received.', 'RECEIVED'], ['Remove Imported TN order is processing.', 'PROCESSING'], ['Remove Imported TN order is partial.', 'PARTIAL'],
    ])
  })
})

describe('404', () => {
  it('answers so for an order of nobody', async () => {
    expect((await my.get(`/removeImportedTnOrders/${randomUUID()}/history`)).status).toBe(404)
  })
})
