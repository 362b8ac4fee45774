import { afterAll, describe, expect, it } from 'vitest'
import { holdNumbers } from '../world/hold-numbers.ts'
import { holdForeign } from '../world/numbers.ts'
import { createWorld } from '../world/world.ts'

const world = await createWorld({ worker: false })
afterAll(() => world.close())
const holder = await world.newAccount()
const read = (number: string) => world.api('GET', `/tns/${encodeURIComponent(number)}/ratecenter`, undefined, { auth: holder.auth })

describe('200', () => {
  it('state and rate center of a number', async () => {
    const { tns: [tn = ''] } = await holdNumbers(world, holder, { rateCenter: 'RALEIGH', state: 'NC' }, 1)
    const answer = await read(tn)
    expect(answer.status).toBe(200)
    expect(answer.text).toBe('<?xml version="1.0" encoding="UTF-8" standalone="yes"?><TelephoneNumberResponse><TelephoneNumberDetails>'
      + '<State>NC</State><RateCenter>RALEIGH</RateCenter></TelephoneNumberDetails></TelephoneNumberResponse>')
  })

  it('of a number that nobody has, by its exchange', async () => {
    expect((await read('9194390000')).text).toContain('<State>NC</State><RateCenter>RALEIGH</RateCenter>')
  })

  it('or by its thousands block, where the plan has that', async () => {
    await world.database.pool.query(`insert into thousands_block (npa_nxxx, rate_center_id) select '9194390', id from rate_center where state = 'NC' and abbreviation = 'CARY'`)
    expect([(await read('9194390000')).text, (await read('9194391000')).text].map((text) => /<RateCenter>(\w+)</.exec(text)?.[1])).toEqual(['CARY', 'RALEIGH'])
  })
})

describe('400', () => {
  it('what is not a telephone number', async () => { expect((await read('12')).status).toBe(400) })
})

describe('404', () => {
  it('toll-free numbers, numbers of other countries, and exchanges that the plan does not have', async () => {
    for (const tn of ['8005550100', await holdForeign(world, holder), '4335550100']) expect((await read(tn)).status).toBe(404)
  })
})
