import { afterAll, beforeAll, expect, it } from 'vitest'
import { createWorld, type FreshAccount, type World } from '../../../tests/world/world.ts'
import { systemClock } from '../../kernel/clock/clock.ts'
import { createPeer, createSite, defaultPeer, findPeer, placeFor, siteExists } from './index.ts'

let world: World
let mine: FreshAccount
let other: FreshAccount
let second: number
let empty: number

beforeAll(async () => {
  world = await createWorld({ worker: false })
  mine = await world.newAccount()
  other = await world.newAccount()
  const at = systemClock.now()
  const address = { houseNumber: '1', streetName: 'MAIN', city: 'RALEIGH', stateCode: 'NC', zip: '27606' }
  second = await world.database.transaction((tx) => createPeer(tx, { accountId: mine.account, siteId: mine.site, name: 'Second', at }))
  empty = await createSite(world.database.db, { accountId: mine.account, name: 'Empty', address, at })
})
afterAll(() => world.close())

const HUGE = Number.MAX_SAFE_INTEGER

it('placeFor answers site and peer: the one named, or the default where none is', async () => {
  const place = (site: number, peer?: number) => placeFor(world.database.db, mine.account, site, peer)
  expect(await place(mine.site)).toEqual({ siteExists: true, peerId: mine.peer })
  expect(await place(mine.site, second)).toEqual({ siteExists: true, peerId: second })
  expect(await place(mine.site, other.peer)).toEqual({ siteExists: true, peerId: undefined })
  expect(await place(mine.site, HUGE)).toEqual({ siteExists: true, peerId: undefined })
  expect(await place(empty)).toEqual({ siteExists: true, peerId: undefined })
  expect(await place(empty, second)).toEqual({ siteExists: true, peerId: undefined })
  expect(await place(other.site)).toEqual({ siteExists: false, peerId: undefined })
  expect(await place(HUGE)).toEqual({ siteExists: false, peerId: undefined })
})

it('findPeer, defaultPeer and siteExists see nothing of other accounts', async () => {
  const { db } = world.database
  expect(await findPeer(db, mine.account, mine.site, second)).toEqual({ id: second, name: 'Second' })
  expect(await findPeer(db, mine.account, other.site, other.peer)).toBeUndefined()
  expect(await findPeer(db, mine.account, HUGE, HUGE)).toBeUndefined()
  expect((await defaultPeer(db, mine.account, mine.site))?.id).toBe(mine.peer)
  expect(await defaultPeer(db, mine.account, other.site)).toBeUndefined()
  expect(await Promise.all([mine.site, other.site, HUGE].map((site) => siteExists(db, mine.account, site)))).toEqual([true, false, false])
})
