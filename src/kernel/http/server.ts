import { randomUUID } from 'node:crypto'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { Route } from '../contract/handler.ts'
import type { ApiError } from '../errors/catalogue.ts'
import { commonErrors } from '../errors/common.ts'
import type { SystemClock } from '../clock/clock.ts'
import type { Envelope } from '../errors/envelopes.ts'
import { readersOf } from './audited.ts'
import { answerClientError } from './client-error.ts'
import { toApiError } from './failure.ts'
import type { Metrics } from './metrics.ts'
import { answerFormat } from './negotiate.ts'
import { mountOperation, type RouteDependencies } from './operation-route.ts'
import { cutPrefix } from './prefixes.ts'
import type { Recorder } from './recorder.ts'
import { closeSilentConnections } from './silent-connections.ts'
import { renderProblems, send, unroutedEnvelope } from './write-reply.ts'

declare module 'fastify' {
  interface FastifyRequest { mountPrefix: string, startedMs: number }
  interface FastifyContextConfig { operationId?: string, takesFile?: boolean }
}

export interface ServerDependencies extends RouteDependencies {
  readonly routes: readonly Route[]
  readonly metrics: Metrics
  readonly clock: SystemClock
  readonly record: Recorder | undefined
  readonly requestTimeoutMs: number
  /** Addresses and ranges of proxies whose word on the client's address, host and protocol counts; absent: nobody's. */
  readonly trustProxy?: readonly string[] | undefined
}

const REQUEST_ID = /^[\w.:-]{1,100}$/

/** For every routed path, the methods that it has and the envelope to refuse others with. */
class MethodTable {
  readonly #entries: { pattern: RegExp, methods: Set<string>, errors: Envelope }[] = []

  constructor(routes: readonly Route[]) {
    const byPath = new Map<string, { pattern: RegExp, methods: Set<string>, errors: Envelope }>()
    for (const { operation } of routes) {
      const key = operation.path.toLowerCase().replace(/\{\w+\}/g, '{}')
      const pattern = new RegExp(`^${operation.path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`, 'i')
      const entry = byPath.get(key) ?? { pattern, methods: new Set(['OPTIONS']), errors: operation.errors }
      entry.methods.add(operation.method)
      if (operation.method === 'GET') entry.methods.add('HEAD')
      byPath.set(key, entry)
    }
    this.#entries.push(...[...byPath.values()].sort((a, b) => a.pattern.source.split('[^/]+').length - b.pattern.source.split('[^/]+').length))
  }

  find(url: string): { methods: ReadonlySet<string>, errors: Envelope } | undefined {
    const path = url.split('?', 1)[0] ?? ''
    return this.#entries.find(({ pattern }) => pattern.test(path))
  }
}

/**
 * Builds the HTTP server from the list of operations. Routes match without case under every known prefix;
 * every answer, also to an unknown path, carries a body in the client's format and the request's id.
 */
export function createHttpServer(deps: ServerDependencies): FastifyInstance {
  const app = fastify({
    logger: false,
    bodyLimit: deps.bodyLimit,
    requestTimeout: deps.requestTimeoutMs,
    trustProxy: deps.trustProxy ? [...deps.trustProxy] : false,
    forceCloseConnections: 'idle',
    // A request that still comes over an open connection while the process ends is answered, and the connection closed.
    return503OnClosing: false,
    clientErrorHandler: answerClientError,
    routerOptions: { caseSensitive: false, maxParamLength: 300, querystringParser: parseQuery },
    genReqId: (raw) => {
      const given = raw.headers['x-request-id']
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID()
    },
    rewriteUrl: (raw) => cutPrefix(raw.url ?? '/').url,
    frameworkErrors: (error, request, reply) => { refuseUnrouted(toApiError(error, { requestId: request.id, bodyLimit: deps.bodyLimit }), request, reply) },
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => { done(null, body) })
  app.decorateRequest('mountPrefix', '')
  app.decorateRequest('startedMs', 0)
  app.addHook('onRequest', (request, reply, done) => {
    request.startedMs = deps.clock.monotonicMs()
    request.mountPrefix = cutPrefix(request.originalUrl).prefix
    reply.raw.setHeader('X-Request-Id', request.id)
    done()
  })
  closeSilentConnections(app)
  observe(app, deps)
  const readerOf = readersOf(deps.routes)
  for (const route of deps.routes) mountOperation(app, { route, reader: readerOf(route.operation) }, deps)
  refuseTheRest(app, new MethodTable(deps.routes), deps)
  return app
}

/** Names and values of a query; a name that comes twice gives a list. Never a prototype, whatever the names are. */
function parseQuery(text: string): Record<string, unknown> {
  const query: Record<string, string | string[]> = Object.create(null)
  for (const [name, value] of new URLSearchParams(text)) {
    const before = query[name]
    query[name] = before === undefined ? value : [...[before].flat(), value]
  }
  return query
}

function observe(app: FastifyInstance, deps: ServerDependencies): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    // While the process ends it waits for its connections: one that is kept alive would hold it up.
    if (!app.server.listening) reply.header('Connection', 'close')
    // A file counts as an answer without a body that could be looked at.
    const text = Buffer.isBuffer(payload) ? '' : payload
    if (deps.record && (typeof text === 'string' || text === undefined || text === null)) {
      deps.record({
        method: request.method, path: request.originalUrl, status: reply.statusCode,
        requestBody: Buffer.isBuffer(request.body) && !request.routeOptions.config.takesFile ? request.body.toString('utf8') : '',
        responseBody: request.method === 'HEAD' ? '' : text ?? '', contentType: String(reply.getHeader('content-type') ?? ''),
      })
    }
    done(null, payload)
  })
  app.addHook('onResponse', (request, reply, done) => {
    const seconds = (deps.clock.monotonicMs() - request.startedMs) / 1000
    const operation = request.routeOptions.config.operationId ?? 'none'
    deps.metrics.requests.observe({ operation, status: String(reply.statusCode) }, seconds)
    deps.log.info({ requestId: request.id, method: request.method, path: request.url.split('?', 1)[0], operation, status: reply.statusCode, ms: Math.round(seconds * 1000) }, 'request')
    done()
  })
}

function refuseUnrouted(failure: ApiError, request: FastifyRequest, reply: FastifyReply, envelope: Envelope = unroutedEnvelope): FastifyReply {
  reply.raw.setHeader('X-Request-Id', request.id)
  const format = answerFormat(request.headers.accept, request.headers['content-type'])
  return send(reply, renderProblems(failure, envelope, format, request.id))
}

function refuseTheRest(app: FastifyInstance, methods: MethodTable, deps: ServerDependencies): void {
  app.setNotFoundHandler((request, reply) => {
    const known = methods.find(request.url)
    if (!known) return refuseUnrouted(commonErrors.notFound(), request, reply)
    const allowed = [...known.methods].sort().join(', ')
    reply.raw.setHeader('Allow', allowed)
    if (request.method === 'OPTIONS') return reply.code(204).send()
    return refuseUnrouted(commonErrors.methodNotAllowed({ method: request.method, allowed }), request, reply, known.errors)
  })
  app.setErrorHandler((error, request, reply) => {
    const failure = toApiError(error, { requestId: request.id, bodyLimit: deps.bodyLimit })
    if (failure.status >= 500) deps.log.error({ err: error, requestId: request.id }, 'request failed')
    const known = methods.find(request.url)
    return refuseUnrouted(failure, request, reply, known?.errors)
  })
}
