import { describe, expect, test } from 'vitest'
import { Gather } from './gather.ts'

describe('gathered questions', () => {
  test('those that come while one is asked go together, at most so many', async () => {
    const rounds: number[][] = []
    const gather = new Gather<number, string>(3, async (keys) => {
      rounds.push([...keys])
      await new Promise((resolve) => { setImmediate(resolve) })
      return keys.map(String)
    })
    const first = gather.ask(1)
    await Promise.resolve()
    const rest = [2, 3, 4, 5].map((key) => gather.ask(key))
    expect(await Promise.all([first, ...rest])).toEqual(['1', '2', '3', '4', '5'])
    expect(rounds).toEqual([[1], [2, 3, 4], [5]])
    expect(await gather.ask(6)).toBe('6')
  })

  test('one that fails fails alone', async () => {
    const gather = new Gather<number, number>(10, async (keys) => {
      if (keys.includes(2)) throw new Error('not two')
      return keys.map((key) => key * 10)
    })
    const answers = await Promise.allSettled([1, 2, 3].map((key) => gather.ask(key)))
    expect(answers.map((each) => each.status === 'fulfilled' ? each.value : String(each.reason))).toEqual([10, 'Error: not two', 30])
  })

  test('where the database went away nobody is asked for again', async () => {
    let rounds = 0
    const gather = new Gather<number, number>(10, async () => {
      rounds += 1
      throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
    })
    const answers = await Promise.allSettled([1, 2, 3].map((key) => gather.ask(key)))
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    expect(rounds).toBe(1)
  })
})
