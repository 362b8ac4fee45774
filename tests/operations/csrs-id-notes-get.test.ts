import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { csrs, magic } from '../world/csrs.ts'
import { noteJourney } from '../world/notes.ts'
import { createWorld, SANDBOX_ACCOUNT, type World } from '../world/world.ts'

let world: World
let my: ReturnType<typeof csrs>
beforeAll(async () => {
  world = await createWorld()
  my = csrs(world, { account: SANDBOX_ACCOUNT, auth: 'sandbox:sandbox', site: 0, peer: 0 })
})
afterAll(() => world.close())

const notesOf = (id: string) => noteJourney(world, `${my.path}/${id}/notes`)

describe('200', () => {
  it('lists what the carrier wants to know, and what people wrote', async () => {
    const notes = notesOf(await my.placed(magic.asks))
    const { noteId } = await notes.add('jbm', 'first')
    await notes.change(noteId, 'jbm', 'changed')
    expect(await notes.list()).toEqual([
      expect.stringMatching(/^\d+ System: The carrier needs more information: the right AccountNumber or EndUserPIN$/), `${noteId} jbm: changed`,
    ])
  })
})

describe('204', () => {
  it('has nothing to list', async () => {
    expect(await notesOf(await my.placed(magic.automated)).list()).toEqual([])
  })
})
