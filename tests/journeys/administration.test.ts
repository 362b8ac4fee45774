import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { peerOf } from '../world/applications.ts'
import { locations, SITE } from '../world/locations.ts'
import { administration, person } from '../world/people.ts'
import { createWorld, type World } from '../world/world.ts'

/** What whoever runs the installation does: accounts, people, clients, features, and the trail that all of it leaves. */

let world: World
let admin: ReturnType<typeof administration>
beforeAll(async () => {
  world = await createWorld({ worker: false })
  admin = administration(world)
})
afterAll(() => world.close())

const get = async (path: string): Promise<Record<string, unknown>> => {
  const answer = await admin('GET', path)
  expect(answer.status, answer.text).toBe(200)
  return answer.json as Record<string, unknown>
}
const expectAnswer = async (status: number, answer: ReturnType<typeof admin>): Promise<Record<string, unknown>> => {
  const { status: is, text, json } = await answer
  expect(is, text).toBe(status)
  return json as Record<string, unknown>
}
const refused = async (status: number, code: number, answer: ReturnType<typeof admin>) => {
  expect(await expectAnswer(status, answer)).toMatchObject({ status, code })
}

describe('accounts', () => {
  it('are opened, suspended so that they look missing, and resumed', async () => {
    const made = await expectAnswer(201, admin('POST', '/accounts', { id: 1234, companyName: 'ABC Corp', customerSegment: 'Enterprise' }))
    expect(made).toMatchObject({ id: 1234, companyName: 'ABC Corp', customerSegment: 'Enterprise', status: 'active', sandbox: false })
    const auth = await person(world, { username: 'owner of 1234', accounts: [1234], roles: 'all' })
    const seen = async () => (await world.api('GET', '/accounts/1234', undefined, { auth })).status
    expect(await seen()).toBe(200)
    expect(await expectAnswer(200, admin('PUT', '/accounts/1234/status', { status: 'suspended' }))).toMatchObject({ status: 'suspended' })
    expect(await seen()).toBe(404)
    expect(await get('/accounts/1234')).toMatchObject({ status: 'suspended' })
    await expectAnswer(200, admin('PUT', '/accounts/1234/status', { status: 'active' }))
    expect(await seen()).toBe(200)
  })

  it('have their days in a time zone, as the database of zones spells it', async () => {
    const { id } = await expectAnswer(201, admin('POST', '/accounts', { companyName: 'Zoned' }))
    const set = (timeZone: unknown) => admin('PUT', `/accounts/${id}/timeZone`, { timeZone })
    expect(await get(`/accounts/${id}`)).toMatchObject({ timeZone: 'America/New_York' })
    for (const [given, kept] of [['america/chicago', 'America/Chicago'], ['utc', 'UTC'], ['US/Eastern', 'US/Eastern']]) {
      expect(await expectAnswer(200, set(given))).toMatchObject({ id, timeZone: kept })
      expect(await get(`/accounts/${id}`)).toMatchObject({ timeZone: kept })
    }
    for (const wrong of ['', 'Mars/Olympus', '+05:00', 'posix/UTC', "UTC'; drop table account; --", 5, null, 'x'.repeat(101)]) await refused(400, 400, set(wrong))
    await refused(404, 12020, admin('PUT', '/accounts/77/timeZone', { timeZone: 'UTC' }))
    expect(await get(`/accounts/${id}`)).toMatchObject({ timeZone: 'US/Eastern' })
    const entries = await world.database.db.selectFrom('audit_entry').select(['before', 'after']).where('account_id', '=', Number(id))
      .where('operation', '=', 'admin-accounts-id-time-zone-put').orderBy('id').execute()
    expect(entries).toEqual([
      { before: { timeZone: 'America/New_York' }, after: { timeZone: 'America/Chicago' } }, { before: { timeZone: 'America/Chicago' }, after: { timeZone: 'UTC' } },
      { before: { timeZone: 'UTC' }, after: { timeZone: 'US/Eastern' } },
    ])
  })

  it('get the next free id, are listed by it, page by page', async () => {
    const { id } = await expectAnswer(201, admin('POST', '/accounts', { companyName: 'Next', sandbox: true }))
    expect(id).toBeGreaterThan(5_500_100)
    const first = await get('/accounts?size=1')
    expect(first).toMatchObject({ accounts: [expect.objectContaining({ id: expect.any(Number) })], next: expect.stringContaining('/api/admin/accounts?page=') })
    const ids: number[] = []
    for (let path: string | undefined = '/accounts?size=2'; path !== undefined;) {
      const page: { accounts?: { id: number }[], next?: string } = await get(path)
      ids.push(...(page.accounts ?? []).map((account) => account.id))
      path = page.next?.split('/admin')[1]
    }
    expect(ids).toContain(id)
    expect(ids).toEqual([...new Set(ids)].sort((one, other) => one - other))
  })

  it('are refused with an id in use, and missing ones with 404', async () => {
    await refused(409, 12029, admin('POST', '/accounts', { id: world.account, companyName: 'Again' }))
    await refused(404, 12020, admin('GET', '/accounts/77'))
    await refused(404, 12020, admin('PUT', '/accounts/77/status', { status: 'active' }))
    await refused(400, 400, admin('PUT', '/accounts/77/status', { status: 'gone' }))
  })
})

describe('features', () => {
  it('go off and on, a product with all of its own; the catalogue is always shown whole', async () => {
    const { id } = await expectAnswer(201, admin('POST', '/accounts', { companyName: 'Features' }))
    const enabled = async (answer: Promise<Record<string, unknown>>) =>
      ((await answer).features as { name: string, enabled: boolean }[]).filter((flag) => flag.enabled).map(({ name }) => name)
    const all = await enabled(get(`/accounts/${id}/features`))
    expect(all).toContain('Origination.CallForwarding')
    const without = await enabled(expectAnswer(200, admin('PUT', `/accounts/${id}/features/origination.callforwarding`, { enabled: false })))
    expect(without).toEqual(all.filter((name) => name !== 'Origination.CallForwarding'))
    expect(await enabled(expectAnswer(200, admin('PUT', `/accounts/${id}/features/Origination`, { enabled: false }))))
      .toEqual(all.filter((name) => !name.startsWith('Origination')))
    expect(await enabled(expectAnswer(200, admin('PUT', `/accounts/${id}/features/Origination.CNAM`, { enabled: true }))))
      .toEqual(all.filter((name) => !name.startsWith('Origination') || ['Origination', 'Origination.CNAM'].includes(name)))
    const { entries } = await get(`/audit?account=${id}&operation=admin-accounts-id-features-id-put`) as { entries: { changes: unknown }[] }
    expect(entries.at(-1)?.changes).toEqual([{ name: 'Origination.CallForwarding', before: 'true', after: 'false' }])
  })

  it('that do not exist are refused', async () => {
    await refused(404, 12013, admin('PUT', `/accounts/${world.account}/features/Nothing`, { enabled: true }))
    await refused(404, 12019, admin('PUT', `/accounts/${world.account}/features/Origination.Nothing`, { enabled: true }))
    await refused(404, 12020, admin('GET', '/accounts/77/features'))
  })
})

describe('sites', () => {
  it('are locked, so that clients can neither change nor delete them, and unlocked', async () => {
    const owner = await world.newAccount()
    const { addSite, put, remove } = locations(world, owner)
    const site = await addSite(SITE)
    const path = `/accounts/${owner.account}/sites/${site}`
    expect(await expectAnswer(200, admin('PUT', `${path}/lock`, { locked: true }))).toEqual({ id: site, name: 'Raleigh', locked: true })
    for (const answer of [await put(`/sites/${site}`, { Site: SITE }), await remove(`/sites/${site}`)]) {
      expect([answer.status, answer.text]).toEqual([400, expect.stringContaining('<ErrorCode>12054</ErrorCode>')])
    }
    expect(await get(path)).toMatchObject({ locked: true })
    await expectAnswer(200, admin('PUT', `${path}/lock`, { locked: false }))
    await expectAnswer(200, admin('PUT', `${path}/lock`, { locked: false }))
    expect((await remove(`/sites/${site}`)).status).toBe(200)
    const { entries } = await get(`/audit?account=${owner.account}&operation=admin-accounts-id-sites-id-lock-put`) as { entries: { changes: unknown }[] }
    expect(entries.map(({ changes }) => changes)).toEqual([[{ name: 'locked', before: 'true', after: 'false' }], [{ name: 'locked', before: 'false', after: 'true' }]])
    await refused(404, 12016, admin('PUT', `${path}/lock`, { locked: true }))
    await refused(404, 12016, admin('GET', `/accounts/77/sites/${site}`))
  })
})

describe('countries', () => {
  it('that messages may break out to are approved for an account, and hold for its SIP peers', async () => {
    const owner = await world.newAccount()
    const at = locations(world, owner)
    const wanted = { SipPeerMessagingSettings: { BreakOutCountries: { Country: ['DEU'] } } }
    const settings = `${peerOf(owner)}/products/messaging/settings`
    expect(await get(`/accounts/${owner.account}/countries`)).toEqual({ countries: ['CAN', 'GBR', 'MEX'] })
    expect((await at.put(settings, wanted)).status).toBe(400)
    expect(await expectAnswer(200, admin('PUT', `/accounts/${owner.account}/countries`, { countries: ['deu', 'CAN', 'CAN'] }))).toEqual({ countries: ['CAN', 'DEU'] })
    expect((await at.put(settings, wanted)).status).toBe(200)
    expect(await expectAnswer(200, admin('PUT', `/accounts/${owner.account}/countries`, { countries: [] }))).toEqual({ countries: [] })
    expect(await get(`/accounts/${owner.account}/countries`)).toEqual({ countries: [] })
    const { entries } = await get(`/audit?account=${owner.account}&operation=admin-accounts-id-countries-put`) as { entries: unknown[] }
    expect(entries).toHaveLength(2)
    await refused(400, 400, admin('PUT', `/accounts/${owner.account}/countries`, { countries: ['Germany'] }))
    await refused(404, 12020, admin('PUT', '/accounts/77/countries', { countries: ['CAN'] }))
  })
})

describe('limits', () => {
  it('of what an account may order are set, hold for the next order, and are lifted', async () => {
    const owner = await world.newAccount()
    const order = (quantity: number) => world.api('POST', `/accounts/${owner.account}/orders`,
      `<Order><SiteId>${owner.site}</SiteId><AreaCodeSearchAndOrderType><AreaCode>919</AreaCode><Quantity>${quantity}</Quantity></AreaCodeSearchAndOrderType></Order>`, { auth: owner.auth })
    const path = `/accounts/${owner.account}/limits`
    expect(await get(path)).toEqual({})
    expect(await expectAnswer(200, admin('PUT', path, { numbersPerOrder: 2, openBackOrders: 0 }))).toEqual({ numbersPerOrder: 2, openBackOrders: 0 })
    const refusal = await order(3)
    expect([refusal.status, refusal.text.includes('<Code>5007</Code>')]).toEqual([400, true])
    expect((await order(2)).status).toBe(201)
    expect(await expectAnswer(200, admin('PUT', path, {}))).toEqual({})
    expect((await order(3)).status).toBe(201)
    const { entries } = await get(`/audit?account=${owner.account}&operation=admin-accounts-id-limits-put`) as { entries: unknown[] }
    expect(entries).toHaveLength(2)
    await refused(400, 400, admin('PUT', path, { numbersPerOrder: 0 }))
    await refused(404, 12020, admin('PUT', '/accounts/77/limits', {}))
    await refused(404, 12020, admin('GET', '/accounts/77/limits'))
  })
})

describe('users', () => {
  const signsIn = async (auth: string) => (await world.api('GET', '/users', undefined, { auth })).status === 200

  it('are added with a password made for them, shown once; then disabled and enabled', async () => {
    const { password } = await expectAnswer(201, admin('POST', '/users', {
      username: 'new one', firstName: 'New', accounts: [world.account], roles: [{ role: 'ROLE_API_SEARCH' }],
    }))
    const auth = `new one:${password}`
    expect(await signsIn(auth)).toBe(true)
    expect(await get('/users/New%20One')).toEqual({
      username: 'new one', firstName: 'New', status: 'active', roles: [{ role: 'ROLE_API_SEARCH', view: true, update: false }], accounts: [world.account],
    })
    await expectAnswer(200, admin('PUT', '/users/new%20one/status', { status: 'disabled' }))
    expect(await signsIn(auth)).toBe(false)
    await expectAnswer(200, admin('PUT', '/users/new%20one/status', { status: 'active' }))
    expect(await signsIn(auth)).toBe(true)
  })

  it('are given other roles and accounts, which hold from the next request on', async () => {
    const auth = await person(world, { username: 'mover', accounts: [world.account] })
    const sites = async () => (await world.api('GET', `/accounts/${world.account}/sites`, undefined, { auth })).status
    expect(await sites()).toBe(403)
    await expectAnswer(200, admin('PUT', '/users/mover/roles', { roles: [{ role: 'ROLE_API_ACCOUNT', view: true }] }))
    expect(await sites()).toBe(200)
    expect(await expectAnswer(200, admin('PUT', '/users/mover/accounts', { accounts: [] }))).toMatchObject({ accounts: [] })
    expect(await sites()).toBe(404)
  })

  it('are given another password, chosen or made', async () => {
    const old = await person(world, { username: 'forgetful' })
    expect(await expectAnswer(200, admin('POST', '/users/forgetful/password', { password: 'chosen-one' }))).toEqual({ username: 'forgetful' })
    expect([await signsIn('forgetful:chosen-one'), await signsIn(old)]).toEqual([true, false])
    const { password } = await expectAnswer(200, admin('POST', '/users/forgetful/password', {}))
    expect(await signsIn(`forgetful:${password}`)).toBe(true)
  })

  it('are refused where something is wrong', async () => {
    await refused(409, 12001, admin('POST', '/users', { username: 'SANDBOX' }))
    await refused(400, 12502, admin('POST', '/users', { username: 'a:b' }))
    await refused(400, 12500, admin('POST', '/users', { username: 'a'.repeat(101) }))
    await refused(400, 12504, admin('POST', '/users', { username: 'brief', password: 'x' }))
    await refused(404, 12020, admin('POST', '/users', { username: 'lost', accounts: [77] }))
    await refused(400, 400, admin('POST', '/users', { username: 'wrong role', roles: [{ role: 'ROLE_NONE' }] }))
    for (const call of [admin('GET', '/users/nobody'), admin('PUT', '/users/nobody/status', { status: 'active' }), admin('POST', '/users/nobody/password', {})]) {
      await refused(404, 12000, call)
    }
    expect((await get('/users?page=lost&size=1') as { users: { username: string }[] }).users[0]?.username).not.toBe('lost')
  })

  it('cannot lock themselves out as administrators', async () => {
    await refused(409, 409, admin('PUT', '/users/sandbox/status', { status: 'disabled' }))
    await refused(409, 409, admin('PUT', '/users/sandbox/roles', { roles: [] }))
    await expectAnswer(200, admin('GET', '/users/sandbox'))
  })
})

describe('OAuth clients', () => {
  it('are added with a secret that is shown once, listed, and removed with their tokens', async () => {
    const { id, secret } = await expectAnswer(201, admin('POST', '/clients', { username: 'sandbox', id: 'ci' })) as { id: string, secret: string }
    const response = await fetch(`${world.url}/v1/oauth2/token`, {
      method: 'POST', body: new URLSearchParams({ grant_type: 'client_credentials' }), headers: { authorization: `Basic ${btoa(`${id}:${secret}`)}` },
    })
    const { access_token: token } = await response.json() as { access_token: string }
    const status = async () => (await world.api('GET', '/users', undefined, { auth: false, headers: { authorization: `Bearer ${token}` } })).status
    expect(await status()).toBe(200)
    const listed = await admin('GET', '/clients')
    expect(listed.json).toMatchObject({ clients: [{ id: 'ci', username: 'sandbox' }] })
    expect(listed.text).not.toContain(secret)
    const gone = await admin('DELETE', '/clients/ci')
    expect([gone.status, gone.text]).toEqual([204, ''])
    expect(await status()).toBe(401)
    await refused(404, 404, admin('DELETE', '/clients/ci'))
    await refused(404, 12000, admin('POST', '/clients', { username: 'nobody' }))
  })

  it('are refused with an id in use', async () => {
    await expectAnswer(201, admin('POST', '/clients', { username: 'sandbox', id: 'twice' }))
    await refused(409, 409, admin('POST', '/clients', { username: 'sandbox', id: 'twice' }))
  })
})

describe('the audit trail', () => {
  it('tells who did what, before and after, the latest first, without secrets', async () => {
    const { id } = await expectAnswer(201, admin('POST', '/accounts', { companyName: 'Audited' }))
    await admin('PUT', `/accounts/${id}/status`, { status: 'suspended' })
    const { entries } = await get(`/audit?account=${id}`) as { entries: Record<string, unknown>[] }
    expect(entries).toEqual([
      expect.objectContaining({ actor: 'sandbox', operation: 'admin-accounts-id-status-put', subject: `account ${id}`, changes: [{ name: 'status', before: 'active', after: 'suspended' }] }),
      expect.objectContaining({ operation: 'admin-accounts-post', requestId: expect.any(String), changes: expect.arrayContaining([{ name: 'companyName', after: 'Audited' }]) }),
    ])
    await admin('POST', '/users', { username: 'secretive', password: 'very-hush-7' })
    await admin('POST', '/users/secretive/password', { password: 'very-hush-8' })
    const { rows } = await world.database.pool.query<{ text: string }>('select audit_entry::text as text from audit_entry')
    expect(rows.filter(({ text }) => /very-hush|argon2/.test(text))).toEqual([])
  })

  it('is paged, and exported line by line in the order of writing, with the same filters', async () => {
    const { entries, next } = await get('/audit?size=2&actor=Sandbox') as { entries: { id: number }[], next: string }
    const { entries: second } = await get(next.split('/admin')[1] ?? '') as { entries: { id: number }[] }
    expect(second[0]?.id).toBeLessThan(entries[1]?.id ?? 0)
    const exported = await admin('GET', '/audit/export?actor=sandbox')
    expect([exported.status, exported.headers.get('content-type')]).toEqual([200, 'application/x-ndjson; charset=utf-8'])
    const lines = exported.text.trim().split('\n').map((line) => JSON.parse(line) as { id: number, actor: string })
    expect(lines.at(-1)).toMatchObject({ id: entries[0]?.id })
    expect(lines.map(({ id }) => id)).toEqual(lines.map(({ id }) => id).sort((one, other) => one - other))
    const later = await admin('GET', `/audit/export?since=${encodeURIComponent('2999-01-01T00:00:00Z')}`)
    expect([later.status, later.text]).toEqual([200, ''])
  })

  it('is streamed beyond one batch', async () => {
    await world.database.pool.query(`insert into audit_entry (at, actor, operation, subject) select now(), 'many', 'x', 'y' from generate_series(1, 2500)`)
    const { text } = await admin('GET', '/audit/export?actor=many')
    expect(text.trim().split('\n').length).toBe(2500)
  })

  it('cannot be changed or emptied', async () => {
    for (const statement of ["update audit_entry set actor = 'x'", 'delete from audit_entry']) {
      await expect(world.database.pool.query(statement)).rejects.toThrow('neither changed nor deleted')
    }
  })
})

describe('the form of answers', () => {
  it('is JSON unless XML is asked for or sent', async () => {
    const headers = { accept: 'application/xml' }
    const xml = await world.api('GET', `/admin/accounts/${world.account}`, undefined, { headers })
    expect(xml.text).toContain('<Account><Id>5500012</Id><CompanyName>Sandbox</CompanyName>')
    const unmounted = await fetch(`${world.origin}/admin/accounts/${world.account}`, { headers: { authorization: `Basic ${btoa('sandbox:sandbox')}` } })
    expect([unmounted.status, unmounted.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8'])
  })

  it('tells a customer nothing', async () => {
    const mine = await world.newAccount()
    await refused(403, 1001, administration(world, mine.auth)('GET', '/accounts'))
  })
})
