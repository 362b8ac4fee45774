import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient } from '../../src/domains/accounts/index.ts'
import { systemClock } from '../../src/kernel/clock/clock.ts'
import { PASSWORD, person } from '../world/people.ts'
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

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const put = (user: string, password: string, auth: string, headers = {}) =>
  world.api('PUT', `/users/${encodeURIComponent(user)}/password`, `<Password>${escaped(password)}</Password>`, { auth, headers })
const signsIn = async (auth: string) => (await world.api('GET', '/users', undefined, { auth })).status === 200

describe('200', () => {
  it('takes the documented password; from then on it holds and the old one does not', async () => {
    const auth = await person(world, { username: 'testcustomer' })
    expect(await signsIn(auth)).toBe(true)
    const answer = await put('testcustomer', '$uper$ecure', auth)
    expect([answer.status, answer.text]).toEqual([200, ''])
    expect([await signsIn('testcustomer:$uper$ecure'), await signsIn(auth)]).toEqual([true, false])
  })

  it('takes JSON, and 6 or 20 characters', async () => {
    const auth = await person(world, { username: 'json' })
    const answer = await world.api('PUT', '/users/json/password', JSON.stringify('a<b>&c'), { auth, headers: { 'content-type': 'application/json' } })
    expect(answer.status, answer.text).toBe(200)
    expect((await put('json', 'x<&>-7531-8642-97531', 'json:a<b>&c')).status).toBe(200)
    expect(await signsIn('json:x<&>-7531-8642-97531')).toBe(true)
  })

  it('lets whoever may change users set the password of a colleague who can do no more', async () => {
    await person(world, { username: 'colleague', accounts: [mine.account], roles: [{ role: 'ROLE_API_SEARCH', view: true, update: false }] })
    expect((await put('colleague', 'fresh-one', mine.auth)).status).toBe(200)
    expect(await signsIn('colleague:fresh-one')).toBe(true)
  })

  it('leaves an entry in the audit trail that does not tell the password', async () => {
    const auth = await person(world, { username: 'audited' })
    await put('audited', 'fresh-one', auth, { 'X-Request-Id': 'request-7' })
    const { rows } = await world.database.pool.query("select actor, operation, subject, before, after, request_id from audit_entry where actor = 'audited'")
    expect(rows).toEqual([{
      actor: 'audited', operation: 'users-id-password-put', subject: 'user audited', request_id: 'request-7',
      before: { password: '(removed)' }, after: { password: '(removed)' },
    }])
  })
})

describe('400', () => {
  it('is the documented one for a password that is too short', async () => {
    const { status, text } = await put('short', 'abcde', await person(world, { username: 'short' }))
    expect(status).toBe(400)
    expect(text).toContain('<UserResponse><ResponseStatus><ErrorCode>12504</ErrorCode><Description>Password must be at least 6 characters long</Description></ResponseStatus></UserResponse>')
  })

  it.each([
    ['none', '', 12503], ['21 characters', 'abcdefghi123456789012', 12120], ['other characters', 'pässword-x', 12725],
    ['a well-known one inside', 'My-Password7', 12726], ['the user name inside', 'x-RULES-77', 12728],
    ['the mail address inside', 'jane.d-778', 12728], ['a text over and over', 'ab7ab7ab7', 12729], ['the present one', PASSWORD, 12730],
  ])('is for %s', async (what, password, code) => {
    const username = what === 'the user name inside' ? 'rules' : `rules ${what}`
    const auth = await person(world, { username, email: 'jane.d@example.com' })
    const { status, text } = await put(username, password, auth)
    expect([status, text]).toEqual([400, expect.stringContaining(`<ErrorCode>${code}</ErrorCode>`)])
    expect(await signsIn(auth)).toBe(true)
  })

  it('is for one of the four passwords before the present one, and not for an older one', async () => {
    let auth = await person(world, { username: 'rotating' })
    for (const next of ['first-1', 'second-2', 'third-3', 'fourth-4', 'fifth-5']) {
      expect((await put('rotating', next, auth)).status).toBe(200)
      auth = `rotating:${next}`
    }
    expect((await put('rotating', 'first-1', auth)).text).toContain('<ErrorCode>12730</ErrorCode>')
    expect((await put('rotating', PASSWORD, auth)).status).toBe(200)
  })

  it('is for another root element', async () => {
    const answer = await world.api('PUT', '/users/sandbox/password', '<Other>abcdefg</Other>')
    expect([answer.status, answer.xml.name]).toEqual([400, 'UserResponse'])
  })
})

describe('403', () => {
  const refused = async (answer: ReturnType<typeof put>) => {
    const { status, text } = await answer
    expect([status, text]).toEqual([403, expect.stringContaining('<ErrorCode>1001</ErrorCode>')])
  }

  it('is for one\'s own password where no password was given to sign in', async () => {
    const auth = await person(world, { username: 'owner' })
    const { rows } = await world.database.pool.query<{ id: number }>("select id from app_user where username = 'owner'")
    const client = await createClient(world.database.db, { userId: rows[0]?.id ?? 0, at: systemClock.now() })
    const response = await fetch(`${world.url}/v1/oauth2/token`, {
      method: 'POST', body: new URLSearchParams({ grant_type: 'client_credentials' }), headers: { authorization: `Basic ${btoa(`${client.id}:${client.secret}`)}` },
    })
    const { access_token: token } = await response.json() as { access_token: string }
    await refused(world.api('PUT', '/users/owner/password', '<Password>fresh-one</Password>', { auth: false, headers: { authorization: `Bearer ${token}` } }))
    expect(await signsIn(auth)).toBe(true)
  })

  it('is for a colleague who can do more: another account, another role', async () => {
    await person(world, { username: 'reaches further', accounts: [mine.account, theirs.account] })
    await person(world, { username: 'runs this', accounts: [mine.account], roles: 'administrator' })
    await refused(put('reaches further', 'fresh-one', mine.auth))
    await refused(put('runs this', 'fresh-one', mine.auth))
  })

  it('is for whoever may see users only', async () => {
    const viewer = await person(world, { username: 'viewer', accounts: [mine.account], roles: [{ role: 'ROLE_API_USER', view: true, update: false }] })
    await person(world, { username: 'seen', accounts: [mine.account] })
    await refused(put('seen', 'fresh-one', viewer))
  })
})

describe('404', () => {
  it('is for a user of another account, as for one that does not exist', async () => {
    const [foreign, none] = await Promise.all([put(`sandbox-${theirs.account}`, 'fresh-one', mine.auth), put('nobody', 'fresh-one', mine.auth)])
    expect([foreign.status, none.status]).toEqual([404, 404])
    expect(foreign.text.replace(`sandbox-${theirs.account}`, 'nobody')).toBe(none.text)
    expect(await signsIn(theirs.auth)).toBe(true)
  })
})
