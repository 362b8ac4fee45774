import { afterAll, describe, expect, it } from 'vitest'
import { holdNumbers } from '../world/hold-numbers.ts'
import { giveUp } from '../world/numbers.ts'
import { createWorld } from '../world/world.ts'

const world = await createWorld({ worker: false })
afterAll(() => world.close())
const holder = await world.newAccount()
const total = (site: number | string) => world.api('GET', `/accounts/${holder.account}/sites/${site}/totaltns`, undefined, { auth: holder.auth })

describe('200', () => {
  it('how many numbers are in service on the site', async () => {
    const { tns } = await holdNumbers(world, holder, { areaCode: '201' }, 3)
    await giveUp(world, holder, tns.slice(0, 1))
    const answer = await total(holder.site)
    expect(answer.status).toBe(200)
    expect(answer.text).toBe('<?xml version="1.0" encoding="UTF-8" standalone="yes"?><SiteTNsResponse><SiteTNs><TotalCount>2</TotalCount></SiteTNs></SiteTNsResponse>')
  })
})

describe('404', () => {
  it('a site that the account does not have', async () => { expect((await total(999_999_999)).status).toBe(404) })
})
