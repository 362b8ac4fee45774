import { describe, expect, it } from 'vitest'
import { flawOf, type OrderType } from './define.ts'

const sound: OrderType = {
  type: 'test', noun: 'test order', initial: 'NEW', notify: ['DONE'],
  states: { NEW: 'system', HELD: 'customer', DONE: 'nobody' },
  moves: { hold: { from: ['NEW'], to: 'HELD' }, finish: { from: ['NEW', 'HELD'], to: 'DONE' } },
}

describe('flawOf', () => {
  it('finds nothing wrong with a graph whose only ends are marked as such', () => {
    expect(flawOf(sound)).toBeUndefined()
  })

  it.each<[string, Partial<OrderType>, string]>([
    ['a state that no move leads to', { states: { ...sound.states, LOST: 'system' } }, 'LOST cannot be reached'],
    ['a dead end', { moves: { ...sound.moves, finish: { from: ['NEW'], to: 'DONE' } } }, "HELD has no way out but is not 'nobody'"],
    ['a way out of an end', { moves: { ...sound.moves, again: { from: ['DONE'], to: 'NEW' } } }, "DONE is 'nobody' but has a way out"],
    ['a move to nowhere', { moves: { ...sound.moves, jump: { from: ['NEW'], to: 'GONE' } } }, 'GONE is not a state'],
    ['a notification of nothing', { notify: ['DONE', 'GONE'] }, 'GONE is not a state'],
  ])('names %s', (_case, change, flaw) => {
    expect(flawOf({ ...sound, ...change })).toBe(flaw)
  })
})
