import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actions, numbersOf } from '../world/held-numbers.ts'
import { noteJourney } from '../world/notes.ts'
import { createWorld, type World } from '../world/world.ts'
import { text } from '../world/xml.ts'

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

describe('200', () => {
  it('rewrites a note', async () => {
    const { noteId } = await journey.add('jbm', 'one')
    expect((await journey.change(noteId, 'jbm', 'two')).status).toBe(200)
    expect(await journey.list()).toEqual([`${noteId} jbm: two`])
  })
})

describe('400', () => {
  it('needs a user', async () => {
    const { noteId } = await journey.add('jbm', 'one')
    const answer = await world.api('PUT', `${at}/${noteId}`, '<Note><UserId/><Description>x</Description></Note>')
    expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([400, '12501'])
  })
})
