import { afterAll, describe, expect, it } from 'vitest'
import { holdNumbers } from '../world/hold-numbers.ts'
import { giveUp } from '../world/numbers.ts'
import { createWorld } from '../world/world.ts'

const world = await createWorld({ worker: false })
afterAll(() => world.close())
const holder = await world.newAccount()
const { tns: [tn = '', resting = ''] } = await holdNumbers(world, holder, { areaCode: '201' }, 2)
const read = (number: string, auth = holder.auth) => world.api('GET', `/tns/${number}/sites`, undefined, { auth })

describe('200', () => {
  it('the site that the number is on', async () => {
    const answer = await read(tn)
    expect(answer.status).toBe(200)
    expect(answer.text).toBe(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Site><Id>${holder.site}</Id><Name>Sandbox site</Name></Site>`)
  })
})

describe('400', () => {
  it('what is not a telephone number', async () => { expect((await read('12')).status).toBe(400) })
})

describe('404', () => {
  it("a number that is on no site, one of another account's, and an unknown one", async () => {
    await giveUp(world, holder, [resting])
    for (const answer of [await read(resting), await read(tn, (await world.newAccount()).auth), await read('9199999999')]) expect(answer.status).toBe(404)
  })
})
