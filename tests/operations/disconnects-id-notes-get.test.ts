import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actions, numbersOf } from '../world/held-numbers.ts'
import { noteJourney } from '../world/notes.ts'
import { createWorld, type World } from '../world/world.ts'

let world: World
let at: string
let journey: ReturnType<typeof noteJourney>
beforeAll(async () => {
  world = await createWorld()
  const site = await world.database.db.selectFrom('site').select('id').where('account_id', '=', world.account).orderBy('id').executeTakeFirstOrThrow()
  const owner = { account: world.account, auth: 'sandbox:sandbox', site: site.id }
  at = `/accounts/${world.account}/disconnects/${await actions(world, owner).disconnect(await numbersOf(world, owner, 1))}/notes`
  journey = noteJourney(world, at)
})
afterAll(() => world.close())

describe('204', () => {
  it('answers nothing where there is no note yet', async () => {
    expect((await world.api('GET', at)).status).toBe(204)
  })
})

describe('200', () => {
  it('lists the notes, oldest first', async () => {
    const first = await journey.add('jbm', 'one')
    const second = await journey.add('smckinnon', 'two')
    expect((await world.api('GET', at)).status).toBe(200)
    expect(await journey.list()).toEqual([`${first.noteId} jbm: one`, `${second.noteId} smckinnon: two`])
  })
})
