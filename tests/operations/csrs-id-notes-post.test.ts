import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { csrs, magic } from '../world/csrs.ts'
import { noteJourney } from '../world/notes.ts'
import { createWorld, SANDBOX_ACCOUNT, type World } from '../world/world.ts'
import { text } from '../world/xml.ts'

let world: World
let at: string
beforeAll(async () => {
  world = await createWorld()
  const owner = { account: SANDBOX_ACCOUNT, auth: 'sandbox:sandbox', site: 0, peer: 0 }
  at = `/accounts/${world.account}/csrs/${await csrs(world, owner).placed(magic.byHand)}/notes`
})
afterAll(() => world.close())

describe('201', () => {
  it('writes a note, says where it is, and tells subscribers', async () => {
    const { answer, noteId } = await noteJourney(world, at).add('jbm', 'please hurry')
    expect([answer.status, answer.headers.get('location')]).toEqual([201, `${world.url}${at}/${noteId}`])
    const { rows } = await world.database.pool.query("select payload from event where name = 'order.note-added'")
    expect(rows).toMatchObject([{ payload: { orderType: 'csrs', note: 'please hurry' } }])
  })
})

describe('400', () => {
  it('refuses a note without its author', async () => {
    const { status, xml } = await world.api('POST', at, '<Note><Description>note text</Description></Note>')
    expect([status, text(xml, 'ResponseStatus/ErrorCode')]).toEqual([400, '12501'])
  })
})
