import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringing, outside } from '../world/hosting.ts'
import { available } from '../world/numbers.ts'
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
    const tns = [...await outside(world, 1), ...await available(world, '303', 1)]
    const { status, xml } = await my.get(`/importTnOrders/${await my.import(tns)}/history`)
    expect([status, xml.name, names(xml)]).toEqual([200, 'OrderHistoryWrapper', ['OrderHistory', 'OrderHistory', 'OrderHistory']])
    expect(names(xml.children[0] ?? xml)).toEqual(['OrderDate', 'Note', 'Author', 'Status'])
    expect(xml.children.map((entry) => [text(entry, 'Note'), text(entry, 'Status')])).toEqual([
      ['Import TN order is received.', 'RECEIVED'], ['Import TN order is processing.', 'PROCESSING'], ['Import TN order is partial.', 'PARTIAL'],
    ])
  })

  it.each([['COMPLETE', 'Import TN order is complete.', () => outside(world, 1)], ['FAILED', 'Import TN order is failed.', () => available(world, '303', 1)]])(
    'ends with %s', async (status, note, tns) => {
      const { xml } = await my.get(`/importTnOrders/${await my.import(await tns())}/history`)
      const last = xml.children.at(-1) ?? xml
      expect([text(last, 'Status'), text(last, 'Note')]).toEqual([status, note])
    })
})

describe('404', () => {
  it('answers so for an order of nobody', async () => {
    const { status, xml } = await my.get(`/importTnOrders/${randomUUID()}/history`)
    expect([status, text(xml, 'ResponseStatus/Description')]).toEqual([404, 'The resource does not exist'])
  })
})
