import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import type { Route } from '../kernel/contract/handler.ts'
import { openApi } from './openapi.ts'

/** The page may load and call nothing but this server; its own styles stand inline. */
const CONTENT_SECURITY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'"

/**
 * Stands in for `@fastify/swagger`, which the page's plugin asks for by name: our document comes from the contracts,
 * not from Fastify's routes. The two symbols are how Fastify reads a plugin's name and keeps its decorators visible.
 */
function documentSource(document: () => unknown) {
  const plugin = async (app: FastifyInstance): Promise<void> => { app.decorate('swagger', document) }
  return Object.assign(plugin, { [Symbol.for('skip-override')]: true, [Symbol.for('plugin-meta')]: { name: '@fastify/swagger' } })
}

/**
 * Adds `/openapi.json` and `/docs`, a page to read it and try it out, served from our own files.
 * The document is built when somebody first asks for it.
 */
export async function registerDocs(app: FastifyInstance, routes: readonly Route[]): Promise<void> {
  let built: Record<string, unknown> | undefined
  const document = () => built ??= openApi(routes)
  app.get('/openapi.json', async (_request, reply) => reply.type('application/json; charset=utf-8').send(JSON.stringify(document())))
  await app.register(documentSource(document))
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: CONTENT_SECURITY,
    theme: { title: 'Numberplane API' },
    logo: { type: 'image/svg+xml', content: '<svg xmlns="http://www.w3.org/2000/svg"/>' },
    uiConfig: { docExpansion: 'none', filter: true, tryItOutEnabled: true, validatorUrl: null },
  })
}
