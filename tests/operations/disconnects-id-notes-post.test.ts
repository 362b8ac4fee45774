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

describe('201', () => {
  it('writes a note and says where it is', async () => {
    const { answer, noteId } = await journey.add('jbm', 'This is a test note')
    expect([answer.status, answer.headers.get('location')]).toEqual([201, `${world.url}${at}/${noteId}`])
    const { rows } = await world.database.pool.query("select payload from event where name = 'order.note-added'")
    expect(rows).toMatchObject([{ payload: { orderType: 'disconnects', note: 'This is a test note' } }])
  })
})

describe('400', () => {
  it('needs a user', async () => {
    const answer = await world.api('POST', at, '<Note><Description>x</Description></Note>')
    expect([answer.status, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([400, '12501'])
  })
})
