import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noteJourney } from '../world/notes.ts'
import { existingOrder, firstSite, place, search } from '../world/orders.ts'
import { createWorld, type World } from '../world/world.ts'
import { text } from '../world/xml.ts'

let world: World
let at: string
beforeAll(async () => {
  world = await createWorld()
  const [tn = ''] = await search(world, 1)
  at = `/accounts/${world.account}/orders/${await place(world, existingOrder(await firstSite(world), [tn]))}/notes`
})
afterAll(() => world.close())

describe('201', () => {
  it('writes a note, says where it is, and tells subscribers', async () => {
    const { answer, noteId } = await noteJourney(world, at).add('jbm', 'This is a test note')
    expect([answer.status, answer.text]).toEqual([201, ''])
    expect(answer.headers.get('location')).toBe(`${world.url}${at}/${noteId}`)
    const { rows } = await world.database.pool.query("select payload from event where name = 'order.note-added'")
    expect(rows).toMatchObject([{ payload: { orderType: 'orders', note: 'This is a test note' } }])
  })
})

describe('400', () => {
  it.each([
    ['<Note><Description>note text</Description></Note>', '12501', 'Username is required'],
    ['<Note><UserId> </UserId><Description>note text</Description></Note>', '12501', 'Username is required'],
    [`<Note><UserId>${'u'.repeat(101)}</UserId></Note>`, '12500', undefined],
    [`<Note><UserId>jbm</UserId><Description>${'n'.repeat(2001)}</Description></Note>`, '12635', undefined],
  ])('refuses %.60s', async (body, code, words) => {
    const answer = await world.api('POST', at, body)
    expect([answer.status, answer.xml.name, text(answer.xml, 'ResponseStatus/ErrorCode')]).toEqual([400, 'NoteResponse', code])
    if (words !== undefined) expect(text(answer.xml, 'ResponseStatus/Description')).toBe(words)
  })
})
