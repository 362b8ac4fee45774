import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { person } from '../world/people.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'

let world: World
let mine: FreshAccount
let theirs: FreshAccount
beforeAll(async () => {
  world = await createWorld({ worker: false })
  mine = await world.newAccount()
  theirs = await world.newAccount()
})
afterAll(() => world.close())

const read = (user: string, auth: string) => world.api('GET', `/users/${encodeURIComponent(user)}`, undefined, { auth })

describe('200', () => {
  it('tells a user about itself, in the documented form', async () => {
    const auth = await person(world, {
      username: 'testcustomer', firstName: 'Jane', lastName: 'Doe', email: 'janedoe@example.com', telephoneNumber: '9199999999',
      accounts: [mine.account, theirs.account], roles: [{ role: 'ROLE_API_SEARCH', view: true, update: false }],
    })
    const { status, text } = await read('TestCustomer', auth)
    expect(status).toBe(200)
    expect(text).toContain('<UserResponse><User><Username>testcustomer</Username><FirstName>Jane</FirstName><LastName>Doe</LastName>'
      + '<EmailAddress>janedoe@example.com</EmailAddress><TelephoneNumber>9199999999</TelephoneNumber><Roles><Role>'
      + '<RoleName>ROLE_API_SEARCH</RoleName><Permissions><Permission><PermissionName>VIEW</PermissionName></Permission></Permissions></Role></Roles>'
      + `<Accounts><Account><AccountId>${mine.account}</AccountId><CompanyName>Sandbox</CompanyName></Account>`
      + `<Account><AccountId>${theirs.account}</AccountId><CompanyName>Sandbox</CompanyName></Account></Accounts></User></UserResponse>`)
  })

  it('tells whoever may see users about a colleague, but not about the colleague\'s other accounts', async () => {
    await person(world, { username: 'two accounts', accounts: [mine.account, theirs.account] })
    const { status, text } = await read('two accounts', mine.auth)
    expect(status).toBe(200)
    expect(text).toContain(`<AccountId>${mine.account}</AccountId>`)
    expect(text).not.toContain(String(theirs.account))
  })
})

describe('404', () => {
  it('is for a user of another account, a colleague whom one may not see, and one that does not exist, alike', async () => {
    const clerk = await person(world, { username: 'clerk', accounts: [mine.account], roles: [{ role: 'ROLE_API_ACCOUNT', view: true, update: true }] })
    await person(world, { username: 'colleague', accounts: [mine.account] })
    const answers = await Promise.all([read(`sandbox-${theirs.account}`, mine.auth), read('colleague', clerk), read('nobody', mine.auth)])
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404])
    expect(answers[2]?.text).toContain("<UserResponse><ResponseStatus><ErrorCode>12000</ErrorCode><Description>User 'nobody' does not exist</Description></ResponseStatus></UserResponse>")
    expect(answers[1]?.text.replace('colleague', 'nobody')).toBe(answers[2]?.text)
  })
})
