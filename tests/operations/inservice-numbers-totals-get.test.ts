import { afterAll, describe, expect, it } from 'vitest'
import { holdNumbers } from '../world/hold-numbers.ts'
import { createWorld } from '../world/world.ts'

const world = await createWorld({ worker: false })
afterAll(() => world.close())

describe('200', () => {
  it('counts what the account has in service, and nothing of others', async () => {
    const one = await world.newAccount()
    const other = await world.newAccount()
    const totals = async () => (await world.api('GET', `/accounts/${one.account}/inserviceNumbers/totals`, undefined, { auth: one.auth })).text
    expect(await totals()).toBe('<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Quantity><Count>0</Count></Quantity>')
    await holdNumbers(world, one, { areaCode: '919' }, 3)
    await holdNumbers(world, other, { areaCode: '919' }, 2)
    expect(await totals()).toBe('<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Quantity><Count>3</Count></Quantity>')
  })
})
