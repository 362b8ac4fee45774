import { afterAll, describe, expect, it } from 'vitest'
import { holdNumbers } from '../world/hold-numbers.ts'
import { giveUp } from '../world/numbers.ts'
import { createWorld } from '../world/world.ts'
import { text } from '../world/xml.ts'

const world = await createWorld({ worker: false })
afterAll(() => world.close())
const holder = await world.newAccount()
const { tns } = await holdNumbers(world, holder, { areaCode: '919' }, 3)
await giveUp(world, holder, tns.slice(0, 2), new Date('2026-03-05T12:00:00.000Z'))
const total = (query = '') => world.api('GET', `/accounts/${holder.account}/discnumbers/totals${query}`, undefined, { auth: holder.auth })

describe('200', () => {
  it('how many numbers the account has given up', async () => {
    const answer = await total()
    expect(answer.status).toBe(200)
    expect(answer.text).toBe('<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Quantity><Count>2</Count></Quantity>')
  })

  it.each([['26-03-05', '2'], ['26-03-06', '0']])('on %s', async (day, count) => {
    expect(text((await total(`?startdate=${day}&enddate=${day}`)).xml, 'Count')).toBe(count)
  })
})

describe('400', () => {
  it('half a range', async () => { expect((await total('?startdate=26-03-05')).status).toBe(400) })
})
