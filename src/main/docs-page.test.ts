import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../kernel/clock/clock.ts'
import { openDatabase } from '../kernel/db/database.ts'
import { commonErrors } from '../kernel/errors/common.ts'
import { createMetrics } from '../kernel/http/metrics.ts'
import { createHttpServer } from '../kernel/http/server.ts'
import { createLogger } from '../kernel/log/logger.ts'
import { registerDocs } from './docs-page.ts'
import { unbuiltRoutes } from './unbuilt.ts'

const routes = unbuiltRoutes([])
// Nothing here reaches the database; connections are made at the first statement only.
const database = openDatabase({ url: 'postgres://nobody@127.0.0.1:9/none', max: 1, applicationName: 'test', onPoolError: (error) => { throw error } })
const app = createHttpServer({
  routes, database, metrics: createMetrics(), clock: systemClock, log: createLogger('silent'), bodyLimit: 100_000, fileLimit: 1024, requestTimeoutMs: 5_000, record: undefined,
  authenticator: { authenticate: async () => { throw commonErrors.unauthorized() } },
  accounts: { scope: async () => undefined },
})
let origin = ''

beforeAll(async () => {
  await registerDocs(app, routes)
  origin = await app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await app.close()
  await database.close()
})

/** Addresses in a page, as a browser would resolve them. */
function addressesIn(html: string, page: string): URL[] {
  return [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address = '']) => new URL(address, page))
}

describe('/docs', () => {
  it.each(['/docs', '/docs/'])('%s is a page whose files all come from this server', async (path) => {
    const page = await fetch(origin + path, { redirect: 'error' })
    expect(page.status).toBe(200)
    expect(page.headers.get('content-type')).toContain('text/html')
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'")
    const addresses = addressesIn(await page.text(), origin + path)
    expect(addresses.length).toBeGreaterThanOrEqual(5)
    for (const address of addresses) {
      expect(address.origin).toBe(origin)
      const file = await fetch(address)
      expect([address.pathname, file.status]).toEqual([address.pathname, 200])
      await file.arrayBuffer()
    }
  })

  it('reads the document that /openapi.json gives, and asks no validator elsewhere', async () => {
    const initializer = await (await fetch(`${origin}/docs/static/swagger-initializer.js`)).text()
    expect(initializer).toContain("resolveUrl('./json')")
    expect(initializer).toContain('validatorUrl: null')
    const [shown, published] = await Promise.all(['/docs/json', '/openapi.json'].map(async (path) => (await fetch(origin + path)).json()))
    expect(shown).toEqual(published)
    expect(published).toMatchObject({ openapi: '3.1.0', info: { title: 'Numberplane' } })
  })

  it('leaves the refusal of unknown paths to the API', async () => {
    const answer = await fetch(`${origin}/docs/static/none.js`)
    expect(answer.status).toBe(404)
    expect(await answer.text()).toContain('<ErrorCode>404</ErrorCode>')
  })
})
