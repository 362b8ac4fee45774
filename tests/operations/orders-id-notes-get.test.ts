import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noteJourney } from '../world/notes.ts'
import { existingOrder, firstSite, place, search } from '../world/orders.ts'
import { createWorld, type World } from '../world/world.ts'
import { all, names } from '../world/xml.ts'

let world: World
let at: string
beforeAll(async () => {
  world = await createWorld()
  const [tn = ''] = await search(world, 1)
  at = `/accounts/${world.account}/orders/${await place(world, existingOrder(await firstSite(world), [tn]))}/notes`
})
afterAll(() => world.close())

describe('204', () => {
  it('answers nothing where there is no note yet', async () => {
    const answer = await world.api('GET', at)
    expect([answer.status, answer.text]).toEqual([204, ''])
  })
})

describe('200', () => {
  it('lists the notes, oldest first', async () => {
    const journey = noteJourney(world, at)
    const first = await journey.add('jbm', 'This is a test note')
    const second = await journey.add('smckinnon', 'This is a second test note')
    const { xml, status } = await world.api('GET', at)
    expect([status, xml.name]).toEqual([200, 'Notes'])
    expect(all(xml, 'Note').map(names)).toEqual(Array.from({ length: 2 }, () => ['Id', 'UserId', 'Description', 'LastDateModifier']))
    expect(await journey.list()).toEqual([`${first.noteId} jbm: This is a test note`, `${second.noteId} smckinnon: This is a second test note`])
  })
})
