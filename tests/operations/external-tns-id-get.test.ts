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
    const [tn = ''] = await outside(world, 1)
    const { status, xml } = await my.get(`/externalTns/${await my.external('IMPORT', [tn, '2992000001'])}`)
    expect([status, xml.name, text(xml, 'ProcessingStatus')]).toEqual([200, 'ExternalTnsOrder', 'PARTIAL'])
    expect(texts(xml, 'TelephoneNumbers/TelephoneNumber')).toEqual([tn, '2992000001'])
    expect([names(at(xml, 'Errors/Error')), texts(xml, 'Errors/Error/TelephoneNumbers/TelephoneNumber')]).toEqual([['Code', 'Description', 'TelephoneNumbers'], ['2992000001']])
  })
})

describe('404', () => {
  it('answers in the documented form, without a code, for an id of nobody, of another account and for none at all', async () => {
    const stranger = bringing(world, await world.newAccount())
    const theirs = await stranger.external('IMPORT', await outside(world, 1))
    for (const id of [randomUUID(), theirs, 'no-id']) {
      const { status, xml } = await my.get(`/externalTns/${id}`)
      expect([status, xml.name, names(at(xml, 'ResponseStatus')), text(xml, 'ResponseStatus/Description')])
        .toEqual([404, 'ExternalTnsOrderResponse', ['Description'], 'The resource does not exist'])
    }
  })
})
