import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { person } from '../world/people.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'

let world: World
let mine: FreshAccount
beforeAll(async () => {
  world = await createWorld({ worker: false })
  mine = await world.newAccount()
})
afterAll(() => world.close())

const names = async (auth: string) => {
  const { status, xml, text } = await world.api('GET', '/users', undefined, { auth })
  expect([status, xml.name]).toEqual([200, 'UsersResponse'])
  return [...text.matchAll(/<Username>([^<]*)/g)].map(([, name]) => name)
}

describe('200', () => {
  it('lists those with an account in common, for whoever may see users', async () => {
    await person(world, { username: 'colleague', accounts: [mine.account] })
    expect(await names(mine.auth)).toEqual(['colleague', `sandbox-${mine.account}`])
  })

  it('lists only the caller, for everybody else', async () => {
    expect(await names(await person(world, { username: 'alone', accounts: [mine.account] }))).toEqual(['alone'])
    expect(await names(await person(world, { username: 'nowhere', roles: 'all' }))).toEqual(['nowhere'])
  })
})
