import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { csrs, magic } from '../world/csrs.ts'
import { noteJourney } from '../world/notes.ts'
import { createWorld, SANDBOX_ACCOUNT, type World } from '../world/world.ts'
import { text } from '../world/xml.ts'

let world: World
let notes: ReturnType<typeof noteJourney>
beforeAll(async () => {
  world = await createWorld()
  const my = csrs(world, { account: SANDBOX_ACCOUNT, auth: 'sandbox:sandbox', site: 0, peer: 0 })
  notes = noteJourney(world, `${my.path}/${await my.placed(magic.byHand)}/notes`)
})
afterAll(() => world.close())

describe('200', () => {
  it('rewrites a note', async () => {
    const { noteId } = await notes.add('jbm', 'first')
    expect((await notes.change(noteId, 'other', 'second')).status).toBe(200)
    expect(await notes.list()).toEqual([`${noteId} other: second`])
  })
})

describe('404', () => {
  it('does not know every note', async () => {
    const { status, xml } = await notes.change('999999999', 'jbm', 'text')
    expect([status, text(xml, 'ResponseStatus/ErrorCode')]).toEqual([404, '5040'])
  })
})
