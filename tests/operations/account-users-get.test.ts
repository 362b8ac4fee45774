import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { person } from '../world/people.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'

let world: World
let mine: FreshAccount
beforeAll(async () => {
  world = await createWorld({ worker: false })
  mine = await world.newAccount()
  await person(world, {
    username: 'testcustomer', firstName: 'Jane', lastName: 'Doe', email: 'janedoe@example.com', telephoneNumber: '9199999999',
    accounts: [mine.account, world.account],
    roles: [{ role: 'ROLE_API_SEARCH', view: true, update: false }, { role: 'ROLE_API_ORDERING', view: true, update: true }],
  })
  await person(world, { username: 'stranger', accounts: [world.account], roles: 'all' })
})
afterAll(() => world.close())

const list = (auth: string) => world.api('GET', `/accounts/${mine.account}/users`, undefined, { auth })

describe('200', () => {
  it('lists the users of the account by name, each in the documented form', async () => {
    const { status, text } = await list(mine.auth)
    expect(status).toBe(200)
    expect([...text.matchAll(/<Username>([^<]*)/g)].map(([, name]) => name)).toEqual([`sandbox-${mine.account}`, 'testcustomer'])
    expect(text).toContain('<User><Username>testcustomer</Username><FirstName>Jane</FirstName><LastName>Doe</LastName>'
      + '<EmailAddress>janedoe@example.com</EmailAddress><TelephoneNumber>9199999999</TelephoneNumber><Roles>'
      + '<Role><RoleName>ROLE_API_ORDERING</RoleName><Permissions><Permission><PermissionName>VIEW</PermissionName></Permission>'
      + '<Permission><PermissionName>UPDATE</PermissionName></Permission></Permissions></Role>'
      + '<Role><RoleName>ROLE_API_SEARCH</RoleName><Permissions><Permission><PermissionName>VIEW</PermissionName></Permission></Permissions></Role>'
      + '</Roles></User>')
    expect(text).not.toMatch(/password|argon/i)
  })
})

describe('403', () => {
  it('is for users of the account who may not see users', async () => {
    const { status, text } = await list(await person(world, { username: 'clerk', accounts: [mine.account], roles: [{ role: 'ROLE_API_USER', view: false, update: true }] }))
    expect([status, text]).toEqual([403, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><UsersResponse><ResponseStatus><ErrorCode>1001</ErrorCode><Description>Access Denied</Description></ResponseStatus></UsersResponse>'])
  })
})

describe('404', () => {
  it('is for an account of somebody else', async () => {
    expect((await list('stranger:Gr8-horse!')).status).toBe(404)
  })
})
