import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AccountScope, Actor } from '../kernel/contract/handler.ts'
import { systemClock } from '../kernel/clock/clock.ts'
import { openDatabase } from '../kernel/db/database.ts'
import { commonErrors } from '../kernel/errors/common.ts'
import { createMetrics } from '../kernel/http/metrics.ts'
import { createHttpServer } from '../kernel/http/server.ts'
import { createLogger } from '../kernel/log/logger.ts'
import { readXml } from '../kernel/xml/index.ts'
import { readDocumentedOperations, routeKey } from './documented-operations.ts'
import { unbuiltRoutes } from './unbuilt.ts'

const ACCOUNT = 1001
const actor: Actor = { userId: 1, userName: 'somebody', signedInWith: 'password', accounts: new Set([ACCOUNT]), rights: new Set() }
const scope: AccountScope = { id: ACCOUNT, sandbox: true, strictInput: true, clock: systemClock }

// Nothing here reaches the database; connections are made at the first statement only.
const database = openDatabase({ url: 'postgres://nobody@127.0.0.1:9/none', max: 1, applicationName: 'test', onPoolError: (error) => { throw error } })
const app = createHttpServer({
  routes: unbuiltRoutes([]), database, metrics: createMetrics(), clock: systemClock, log: createLogger('silent'), bodyLimit: 100_000, fileLimit: 1024,
  requestTimeoutMs: 5_000, record: undefined,
  authenticator: { authenticate: async (authorization) => { if (authorization) return actor; throw commonErrors.unauthorized() } },
  accounts: { scope: async () => scope },
})
let origin = ''

beforeAll(async () => { origin = await app.listen({ host: '127.0.0.1', port: 0 }) })
afterAll(async () => {
  await app.close()
  await database.close()
})

async function ask(method: string, path: string, headers: Record<string, string> = { authorization: 'Basic any' }) {
  const answer = await fetch(`${origin}/api${path}`, { method, headers })
  return { status: answer.status, text: await answer.text() }
}

const { operations, clientOnly } = readDocumentedOperations()
const addressOf = (path: string) => path.replace('{accountId}', String(ACCOUNT)).replace(/\{\w+\}/g, 'some-id')

describe('an operation that is not built', () => {
  it.each([...operations, ...clientOnly])('$method $path answers 501 in its documented form', async ({ method, path, errors }) => {
    const { status, text } = await ask(method, addressOf(path))
    expect(status).toBe(501)
    expect(readXml(text).name).toBe(errors.root)
    expect(text).toContain(errors.family === 'ResponseStatus' ? '<ErrorCode>501</ErrorCode>' : '<Code>501</Code>')
    expect(text).toContain(`${method} ${path} is `)
  })

  it('judges nothing that it is given, also for an account in strict mode', async () => {
    expect((await ask('GET', `/accounts/${ACCOUNT}/portins?page=1&size=30&unheardOf=1`)).status).toBe(501)
  })

  it('asks for credentials first', async () => {
    expect((await ask('GET', `/accounts/${ACCOUNT}/portins`, {})).status).toBe(401)
  })

  it("does not tell another's account from none", async () => {
    const [others, none] = [await ask('GET', '/accounts/1002/portins'), await ask('GET', '/accounts/none/portins')]
    expect(others.status).toBe(404)
    expect(others).toEqual(none)
  })

  it('tells a client of JSON the same', async () => {
    const { status, text } = await ask('GET', `/accounts/${ACCOUNT}/portins`, { authorization: 'Basic any', accept: 'application/json' })
    expect(status).toBe(501)
    expect(JSON.parse(text)).toMatchObject({ status: 501, code: 501, title: 'Not Implemented' })
  })
})

describe('unbuiltRoutes', () => {
  it('leaves out what is built, whatever its parameters are called and however it is written', () => {
    const [built] = unbuiltRoutes([]).filter(({ operation }) => operation.id === 'orders-id-get')
    if (!built) throw new Error('orders-id-get is not documented')
    const renamed = { ...built, operation: { ...built.operation, path: built.operation.path.replace('{orderid}', '{OrderNumber}').toUpperCase().replace('{ACCOUNTID}', '{accountId}') } }
    expect(routeKey(renamed.operation)).toBe(routeKey(built.operation))
    expect(unbuiltRoutes([renamed]).map(({ operation }) => operation.id)).not.toContain('orders-id-get')
  })

  it('knows each operation once', () => {
    const keys = [...operations, ...clientOnly].map(routeKey)
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])
  })
})
