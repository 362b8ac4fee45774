import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createWorld, SANDBOX_ACCOUNT, type World } from '../../../../tests/world/world.ts'
import { systemClock } from '../../../kernel/clock/clock.ts'
import { createClient, createUser } from '../index.ts'

let world: World
let client: { id: string, secret: string, userId: number }
let made = 0

async function newClient(): Promise<typeof client> {
  const at = systemClock.now()
  return world.database.transaction(async (tx) => {
    const userId = await createUser(tx, { username: `owner${made += 1}`, password: 'x', at, roles: 'all', accounts: [SANDBOX_ACCOUNT] })
    return { userId, ...await createClient(tx, { userId, at }) }
  })
}

beforeAll(async () => {
  world = await createWorld({ worker: false, env: { NUMBERPLANE_TOKEN_SECONDS: '600' } })
  client = await newClient()
})
afterAll(() => world.close())

const basic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`

interface Request {
  readonly authorization?: string
  readonly body?: Record<string, string> | string
  readonly type?: string
  readonly path?: string
}

async function ask({ authorization, body = {}, type = 'application/x-www-form-urlencoded', path = '/api/v1/oauth2/token' }: Request) {
  const response = await fetch(world.origin + path, {
    method: 'POST', headers: { 'content-type': type, ...(authorization ? { authorization } : {}) },
    body: typeof body === 'string' ? body : new URLSearchParams(body).toString(),
  })
  const json: unknown = await response.json()
  return { status: response.status, headers: response.headers, json: json as { access_token: string, error?: string } }
}

const grant = { grant_type: 'client_credentials' }
const good = () => ask({ authorization: basic(client.id, client.secret), body: grant })
const account = (token: string) =>
  world.api('GET', `/accounts/${world.account}`, undefined, { auth: false, headers: { authorization: `Bearer ${token}` } })

describe('a token', () => {
  it('is given to a client that authenticates by HTTP Basic, uncached, and opens what its user may see', async () => {
    const { status, headers, json } = await good()
    expect(status).toBe(200)
    expect(json).toEqual({ access_token: expect.stringMatching(/^[\w-]{43}$/), token_type: 'Bearer', expires_in: 600 })
    expect([headers.get('cache-control'), headers.get('content-type')]).toEqual(['no-store', 'application/json; charset=utf-8'])
    expect((await account(json.access_token)).status).toBe(200)
    expect((await account(`${json.access_token}x`)).status).toBe(401)
  })

  it.each(['/api/oauth2/token', '/api/v1/oauth2/token', '/oauth2/token'])('is given at %s', async (path) => {
    expect((await ask({ path, authorization: basic(client.id, client.secret), body: grant })).status).toBe(200)
  })

  it('is given to a client that authenticates in the body, as a form or as JSON', async () => {
    const body = { ...grant, client_id: client.id, client_secret: client.secret }
    expect((await ask({ body })).status).toBe(200)
    expect((await ask({ body: JSON.stringify(body), type: 'application/json' })).status).toBe(200)
  })

  it('is asked for by POST only', async () => {
    const answers = await Promise.all(['GET', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'].map((method) => fetch(`${world.origin}/api/v1/oauth2/token`, { method })))
    expect(answers.map(({ status, headers }) => [status, headers.get('allow')])).toEqual([405, 405, 405, 405, 405, 204].map((status) => [status, 'OPTIONS, POST']))
  })

  it('is stored as its hash only', async () => {
    const { json } = await good()
    const rows = await world.database.pool.query<{ hash: Buffer }>('select token_hash as hash from access_token')
    expect(rows.rows.length).toBeGreaterThan(0)
    expect(rows.rows.some(({ hash }) => hash.includes(json.access_token))).toBe(false)
  })

  it('does not hold beyond its time', async () => {
    const { json } = await good()
    await world.database.pool.query('update access_token set expires_at = $1', [systemClock.now()])
    expect((await account(json.access_token)).status).toBe(401)
  })
})

describe('a token stops within seconds', () => {
  it('when it is deleted', async () => {
    const { json } = await good()
    expect((await account(json.access_token)).status).toBe(200)
    await world.database.pool.query('delete from access_token')
    await vi.waitFor(async () => { expect((await account(json.access_token)).status).toBe(401) }, 5_000)
  })

  it('when its user is disabled; the client gets no other', async () => {
    const other = await newClient()
    const credentials = { authorization: basic(other.id, other.secret), body: grant }
    const { json } = await ask(credentials)
    expect((await account(json.access_token)).status).toBe(200)
    await world.database.pool.query(`update app_user set status = 'disabled' where id = $1`, [other.userId])
    await vi.waitFor(async () => { expect((await account(json.access_token)).status).toBe(401) }, 5_000)
    expect(await ask(credentials)).toMatchObject({ status: 401, json: { error: 'invalid_client' } })
  })

  it('when its user loses the account', async () => {
    const other = await newClient()
    const { json } = await ask({ authorization: basic(other.id, other.secret), body: grant })
    expect((await account(json.access_token)).status).toBe(200)
    await world.database.pool.query('delete from user_account where user_id = $1', [other.userId])
    await vi.waitFor(async () => { expect((await account(json.access_token)).status).toBe(404) }, 5_000)
  })
})

describe('a refusal', () => {
  it('is invalid_client with a challenge for a wrong secret, an unknown client and none', async () => {
    for (const authorization of [basic(client.id, 'wrong'), basic('nobody', 'x'), 'Bearer abc', undefined]) {
      const { status, headers, json } = await ask({ authorization, body: grant })
      expect([status, json.error]).toEqual([401, 'invalid_client'])
      expect(headers.get('www-authenticate')).toContain('Basic realm="Numberplane"')
      expect(headers.get('cache-control')).toBe('no-store')
    }
  })

  it('is unsupported_grant_type for another grant', async () => {
    expect(await ask({ authorization: basic(client.id, client.secret), body: { grant_type: 'password' } }))
      .toMatchObject({ status: 400, json: { error: 'unsupported_grant_type' } })
  })

  it.each<[string, () => Request]>([
    ['no grant_type', () => ({ authorization: basic(client.id, client.secret) })],
    ['a parameter given twice', () => ({ authorization: basic(client.id, client.secret), body: 'grant_type=client_credentials&grant_type=client_credentials' })],
    ['two ways to authenticate', () => ({ authorization: basic(client.id, client.secret), body: { ...grant, client_id: client.id, client_secret: client.secret } })],
    ['two clients', () => ({ authorization: basic(client.id, client.secret), body: { ...grant, client_id: 'other' } })],
    ['broken JSON', () => ({ body: '{', type: 'application/json' })],
    ['JSON that is no object', () => ({ body: '[]', type: 'application/json' })],
    ['another media type', () => ({ body: '<x/>', type: 'application/xml' })],
  ])('is invalid_request for %s', async (_what, request) => {
    expect(await ask(request())).toMatchObject({ status: 400, json: { error: 'invalid_request', error_description: expect.any(String) } })
  })

  it('is 429 with Retry-After for a client whose secret is guessed at, also with the right one', async () => {
    const guessed = await newClient()
    for (let n = 0; n < 10; n += 1) await ask({ authorization: basic(guessed.id, `guess ${n}`), body: grant })
    const { status, headers, json } = await ask({ authorization: basic(guessed.id, guessed.secret), body: grant })
    expect([status, json.error]).toEqual([429, 'temporarily_unavailable'])
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
  })
})
