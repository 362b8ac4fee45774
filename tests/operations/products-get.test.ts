import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasFeature, switchFeature, switchProduct } from '../../src/domains/accounts/index.ts'
import { locations } from '../world/locations.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'

let world: World
let mine: FreshAccount
beforeAll(async () => {
  world = await createWorld({ worker: false })
  mine = await world.newAccount()
})
afterAll(() => world.close())

describe('200', () => {
  it('lists products and their features; a product without features has no list of them', async () => {
    const { get } = locations(world, mine)
    const answer = await get('/products')
    expect(answer.text).toContain('<AccountProductsResponse><Products><Product><Name>Termination</Name><Features><Feature>TermHttpVoice</Feature></Features></Product>'
      + '<Product><Name>VirtualInventory</Name></Product><Product><Name>TollFree</Name></Product><Product><Name>Origination</Name><Features><Feature>CallForwarding</Feature>')
    await switchFeature(world.database.db, mine.account, 'Termination.TermHttpVoice', 'off')
    await switchProduct(world.database.db, mine.account, 'Origination', 'off')
    expect((await get('/products')).text).toContain('<Products><Product><Name>Termination</Name></Product><Product><Name>VirtualInventory</Name></Product><Product><Name>TollFree</Name></Product><Product><Name>MESSAGING</Name>')
    expect(await hasFeature(world.database.db, mine.account, 'Origination.CallForwarding')).toBe(false)
    await switchFeature(world.database.db, mine.account, 'Origination.CallForwarding', 'on')
    expect(await hasFeature(world.database.db, mine.account, 'Origination.CallForwarding')).toBe(true)
  })

  it('has an empty list for an account without products', async () => {
    const other = await world.newAccount()
    await world.database.pool.query('delete from account_product where account_id = $1', [other.account])
    expect((await locations(world, other).get('/products')).text).toContain('<AccountProductsResponse><Products/></AccountProductsResponse>')
  })
})
