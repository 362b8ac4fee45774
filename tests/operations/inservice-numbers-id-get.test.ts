import { afterAll, describe, expect, it } from 'vitest'
import { holdNumbers } from '../world/hold-numbers.ts'
import { createWorld } from '../world/world.ts'

const world = await createWorld({ worker: false })
afterAll(() => world.close())
const holder = await world.newAccount()
const { tns: [held = ''] } = await holdNumbers(world, holder, { areaCode: '919' }, 1)
const check = (tn: string, { account, auth } = holder) =>
  world.api('GET', `/accounts/${account}/inserviceNumbers/${encodeURIComponent(tn)}`, undefined, { auth })

describe('200', () => {
  it('has no body, however the number is written', async () => {
    for (const tn of [held, `+1${held}`, `${held.slice(0, 3)}-${held.slice(3, 6)}-${held.slice(6)}`]) {
      const answer = await check(tn)
      expect([answer.status, answer.text]).toEqual([200, ''])
    }
  })
})

describe('404', () => {
  it('for a number that is available, unknown, malformed or on another account', async () => {
    const other = await world.newAccount()
    const { tns: [others = ''] } = await holdNumbers(world, other, { areaCode: '919' }, 1)
    const answers = await Promise.all([others, '9199999999', '919', 'abc'].map((tn) => check(tn)))
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404])
    expect(answers[0]?.text).toContain('<ResponseStatus><ErrorCode>404</ErrorCode>')
    expect((await check(others, other)).status).toBe(200)
  })
})
