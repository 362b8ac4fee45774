import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noteJourney } from '../world/notes.ts'
import { existingOrder, firstSite, place, search } from '../world/orders.ts'
import { createWorld, type World } from '../world/world.ts'
import { text } from '../world/xml.ts'

let world: World
let paths: readonly string[]
beforeAll(async () => {
  world = await createWorld()
  const site = await firstSite(world)
  const ids = []
  for (const tn of await search(world, 2)) ids.push(await place(world, existingOrder(site, [tn])))
  paths = ids.map((id) => `/accounts/${world.account}/orders/${id}/notes`)
})
afterAll(() => world.close())

describe('200', () => {
  it('rewrites a note in place', async () => {
    const journey = noteJourney(world, paths[0] ?? '')
    const { noteId } = await journey.add('jbm', 'first')
    await journey.add('jbm', 'second')
    const answer = await journey.change(noteId, 'smckinnon', 'changed')
    expect([answer.status, answer.text]).toEqual([200, ''])
    expect((await journey.list())[0]).toBe(`${noteId} smckinnon: changed`)
  })
})

describe('400', () => {
  it('needs a user', async () => {
    const { noteId } = await noteJourney(world, paths[0] ?? '').add('jbm', 'mine')
    const answer = await world.api('PUT', `${paths[0]}/${noteId}`, '<Note><Description>x</Description></Note>')
    expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([400, '12501'])
  })

  it('does not know the note of another order (404), nor one that never was', async () => {
    const { noteId } = await noteJourney(world, paths[0] ?? '').add('jbm', 'mine')
    const other = noteJourney(world, paths[1] ?? '')
    for (const id of [noteId, '999999999', 'x']) {
      const answer = await other.change(id, 'jbm', 'stolen')
      expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([404, '5040'])
    }
  })
})
