import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bringing, outside } from '../world/hosting.ts'
import { createWorld, type World } from '../world/world.ts'
import { at, names, text, texts } from '../world/xml.ts'

let world: World
let my: ReturnType<typeof bringing>
beforeAll(async () => {
  world = await createWorld()
  my = bringing(world, await world.newAccount())
})
afterAll(() => world.close())

describe('200', () => {
  it('shows the order and what is wrong with its numbers', async () => {
    const [tn = '', strange = ''] = await outside(world, 2)
    await my.import([tn])
    const { status, xml } = await my.get(`/removeImportedTnOrders/${await my.remove([tn, strange])}`)
    expect([status, xml.name]).toEqual([200, 'RemoveImportedTnOrder'])
    expect(names(xml)).toEqual(['OrderCreateDate', 'AccountId', 'CreatedByUser', 'OrderId', 'LastModifiedDate', 'TelephoneNumbers', 'ProcessingStatus', 'Errors'])
    expect(texts(xml, 'TelephoneNumbers/TelephoneNumber')).toEqual([tn, strange])
    expect([text(xml, 'ProcessingStatus'), names(at(xml, 'Errors/Error')), text(xml, 'Errors/Error/Code'), texts(xml, 'Errors/Error/TelephoneNumbers/TelephoneNumber')])
      .toEqual(['PARTIAL', ['Code', 'Description', 'TelephoneNumbers'], '7518', [strange]])
  })
})

describe('404', () => {
  it('answers in one way for an id of nobody, of another kind of order and for none at all', async () => {
    const imported = await my.import(await outside(world, 1))
    for (const id of [randomUUID(), imported, 'no-id']) {
      const { status, xml } = await my.get(`/removeImportedTnOrders/${id}`)
      expect([status, text(xml, 'ResponseStatus/Description')]).toEqual([404, 'The resource does not exist'])
    }
  })
})
