import { describe, expect, test } from 'vitest'
import { OneAtATime } from './one-at-a-time.ts'

function step(): { promise: Promise<void>, done: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { promise, done: () => { resolve() } }
}

describe('one at a time', () => {
  test('work of one name waits for the one before, also where that fails', async () => {
    const lane = new OneAtATime()
    const gate = step()
    const seen: string[] = []
    const first = lane.run('a', async () => { await gate.promise; seen.push('first'); throw new Error('first failed') })
    const second = lane.run('a', async () => { seen.push('second') })
    const other = lane.run('b', async () => { seen.push('other') })
    await other
    expect(seen).toEqual(['other'])
    gate.done()
    await expect(first).rejects.toThrow('first failed')
    await second
    expect(seen).toEqual(['other', 'first', 'second'])
  })
})
