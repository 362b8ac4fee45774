import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { packageRoot } from '../../src/kernel/files/package-root.ts'
import { createWorld } from '../world/world.ts'

const world = await createWorld({ worker: false })
afterAll(() => world.close())

const EXAMPLES: Readonly<Record<string, string>> = {
  areaCode: '919', npaNxx: '919439', npaNxxx: '9194391', rateCenter: 'RALEIGH', state: 'NC', city: 'RALEIGH', zip: '27606', lata: '426',
  localVanity: '9*4', tollFreeVanity: 'home', tollFreeWildCardPattern: '8**',
}
const namesIn = (cell = '') => [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name)

/** The ways to search, as the page for people has them. */
const ways = readFileSync(join(packageRoot(), 'docs', 'search-criteria.md'), 'utf8').split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter((cells) => cells.length === 6 && namesIn(cells[2]).length > 0)
  .map(([, , required, combinable]) => ({ required: namesIn(required), combinable: namesIn(combinable) }))

const has = (given: ReadonlySet<string>, ...names: string[]) => names.filter((name) => given.has(name)).length

/** What the page says is refused, with which code; undefined where a row of its first table allows it. */
function refusal(given: ReadonlySet<string>, orderBy: string): number | undefined {
  if (orderBy !== '' && has(given, 'npaNxx', 'npaNxxx', 'rateCenter', 'city', 'zip', 'tollFreeVanity', 'tollFreeWildCardPattern') === 0) return 4021
  if (given.size === 0) return 4010
  if (given.has('tollFreeVanity') && given.size > 1) return 4003
  if (given.has('tollFreeWildCardPattern') && given.size > 1) return 4004
  if (given.has('localVanity') && given.size > 1 + has(given, 'state', 'areaCode')) return 4011
  if (has(given, 'rateCenter', 'city') > 0 && !given.has('state')) return 4010
  if (has(given, 'areaCode', 'npaNxx', 'npaNxxx') > 1) return 4002
  expect(ways.some(({ required, combinable }) => required.every((name) => given.has(name)) && [...given].every((name) => required.includes(name) || combinable.includes(name)))).toBe(true)
  return undefined
}

it('every combination of criteria, ordered and not, is answered or refused as the page for people says', async () => {
  expect(ways).toHaveLength(11)
  const criteria = Object.keys(EXAMPLES)
  const wrong: unknown[] = []
  for (let bits = 0; bits < 2 ** criteria.length; bits += 1) {
    const given = new Set(criteria.filter((_name, index) => bits & (1 << index)))
    for (const orderBy of ['', 'npaNxx']) {
      const query = new URLSearchParams({ quantity: '1', orderBy, ...Object.fromEntries([...given].map((name) => [name, EXAMPLES[name] ?? ''])) })
      const { status, text } = await world.api('GET', `/accounts/${world.account}/availableNumbers?${query}`)
      const code = refusal(given, orderBy)
      const answered = status === 200 ? undefined : Number(/<Code>(\d+)</.exec(text)?.[1])
      if (answered !== code) wrong.push([String(query), answered, code])
    }
  }
  expect(wrong).toEqual([])
}, 60_000)
