import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Clock } from '../clock/clock.ts'
import type { AccountScope, Actor, Call, Reply, Route, ServerSentEvent } from '../contract/handler.ts'
import type { SentFile } from '../contract/file.ts'
import type { Operation } from '../contract/operation.ts'
import type { Database } from '../db/database.ts'
import { commonErrors } from '../errors/common.ts'
import { ApiError } from '../errors/catalogue.ts'
import type { Logger } from '../log/logger.ts'
import { audited, isAudited, type Done } from './audited.ts'
import { toApiError } from './failure.ts'
import { answerOnce } from './idempotency.ts'
import { answerFormat, type Format } from './negotiate.ts'
import { readInput, readParams, type Input } from './read-request.ts'
import { FORM_BYTES, readUpload } from './read-upload.ts'
import { renderEvents, renderFile, renderLines, renderProblems, renderReply, send, type Rendered } from './write-reply.ts'

/** Says who is asking. Throws 401 (or 429) for credentials that do not hold. */
export interface Authenticator {
  authenticate(authorization: string | undefined, address: string): Promise<Actor>
}

/** Finds the account named in a path; undefined for one that does not exist. */
export interface AccountDirectory {
  scope(accountId: number): Promise<AccountScope | undefined>
}

export interface RouteDependencies {
  readonly authenticator: Authenticator
  readonly accounts: AccountDirectory
  readonly database: Database
  readonly clock: Clock
  readonly log: Logger
  readonly bodyLimit: number
  /** Most bytes of a file that is sent, for operations that take one. */
  readonly fileLimit: number
}

/** An operation, and the one that reads what it changes. */
export interface Mounted {
  readonly route: Route
  readonly reader: Route | undefined
}

const NOBODY: Actor = { userId: 0, userName: '', signedInWith: 'nothing', accounts: new Set(), rights: new Set() }
const MOST_IGNORED_CHARACTERS = 900

async function actorOf(operation: Operation, request: FastifyRequest, deps: RouteDependencies): Promise<Actor> {
  if (operation.access === 'public') return NOBODY
  return deps.authenticator.authenticate(request.headers.authorization, request.ip)
}

/** The account in the path: one that is not the caller's answers exactly like one that does not exist. */
async function scopeOf(actor: Actor, params: unknown, deps: RouteDependencies): Promise<AccountScope | undefined> {
  if (typeof params !== 'object' || params === null || !('accountId' in params)) return undefined
  const id = Number(params.accountId)
  const scope = actor.accounts.has(id) ? await deps.accounts.scope(id) : undefined
  if (!scope) throw commonErrors.notFound()
  return scope
}

function requireRight(operation: Operation, actor: Actor): void {
  if (operation.access === 'public' || operation.access === 'signed-in') return
  if (!actor.rights.has(operation.access)) throw commonErrors.accessDenied()
}

function linkOf(request: FastifyRequest): (path: string) => string {
  const base = `${request.protocol}://${request.host || 'localhost'}${request.mountPrefix || '/api'}`
  return (path) => base + path
}

function lastEventIdOf({ headers }: FastifyRequest): string | undefined {
  const id = headers['last-event-id']
  return typeof id === 'string' ? id : undefined
}

function ignoredHeader(ignored: readonly string[]): Record<string, string> {
  if (ignored.length === 0) return {}
  const text = ignored.join(', ').replace(/[^\x20-\x7e]/g, '?')
  return { 'Numberplane-Ignored': text.length > MOST_IGNORED_CHARACTERS ? `${text.slice(0, MOST_IGNORED_CHARACTERS)}...` : text }
}

function render(operation: Operation, result: Reply, headers: Record<string, string>, format: Format): Rendered {
  const spec = operation.replies[result.status]
  if (spec === undefined) throw new Error(`${operation.id} answered ${result.status}, which its contract does not have`)
  const all = { ...result.headers, ...headers }
  // What a handler streams for an operation that declares events is events.
  if (result.stream && spec?.events) return renderEvents(result.status, result.stream as AsyncIterable<ServerSentEvent>, all)
  if (result.stream) return renderLines(result.status, result.stream, all)
  // What a handler answers for an operation that declares a file is one.
  if (spec?.file) return renderFile(result.status, result.body as SentFile, all)
  return renderReply(result.status, spec, result.body, all, format)
}

/** Query and file of an operation that takes one. */
async function inputWithFile(operation: Operation, request: FastifyRequest, params: unknown, mostBytes: number): Promise<Input> {
  const input = readInput(operation, request, params)
  return { ...input, body: await readUpload(operation, request, mostBytes) }
}

/** Most bytes of a request's body; a form takes a little more than the file in it. */
const limitOf = ({ upload }: Operation, { bodyLimit, fileLimit }: RouteDependencies): number => upload ? fileLimit + FORM_BYTES : bodyLimit

async function answer({ route, reader }: Mounted, request: FastifyRequest, format: Format, deps: RouteDependencies): Promise<Rendered> {
  const { operation } = route
  const actor = await actorOf(operation, request, deps)
  const params = readParams(operation, request)
  const scope = await scopeOf(actor, params, deps)
  requireRight(operation, actor)
  const input = operation.upload ? await inputWithFile(operation, request, params, deps.fileLimit) : readInput(operation, request, params)
  if (scope?.strictInput && input.ignored.length > 0) throw commonErrors.badRequest({ reason: `unknown names: ${input.ignored.join(', ')}` })
  const call: Call<unknown, unknown, unknown> = {
    ...input, actor, clock: scope?.clock ?? deps.clock, requestId: request.id, link: linkOf(request), lastEventId: lastEventIdOf(request),
    // Made when it is wanted: most operations log nothing.
    get log() {
      return deps.log.child({ requestId: request.id, operation: operation.id, account: scope?.id })
    },
    get account() {
      if (!scope) throw new Error(`${operation.id} has no account in its path`)
      return scope
    },
  }
  const run = async (done: Done = {}) => {
    done.reply = await route.run(call)
    return render(operation, done.reply, ignoredHeader(input.ignored), format)
  }
  const key = request.headers['idempotency-key']
  const once = (done?: Done) => {
    if (operation.method !== 'POST' || typeof key !== 'string' || !scope) return run(done)
    const rawBody = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
    return answerOnce(deps.database, deps.clock, { accountId: scope.id, key, operation: operation.id, path: request.url, rawBody }, () => run(done))
  }
  return isAudited(operation) ? audited(deps.database, deps.clock, { operation, call, scope, reader }, once) : once()
}

/** Mounts one operation: authenticate, find the account, parse, run, encode; and the same for what goes wrong. */
export function mountOperation(app: FastifyInstance, mounted: Mounted, deps: RouteDependencies): void {
  const { operation } = mounted.route
  app.route({
    method: operation.method,
    url: operation.path.replace(/\{(\w+)\}/g, ':$1'),
    config: { operationId: operation.id, takesFile: operation.upload !== undefined },
    bodyLimit: limitOf(operation, deps),
    handler: async (request, reply) => send(reply, await answer(mounted, request, formatOf(operation, request), deps)),
    // Also for what goes wrong before the handler is asked, such as a body that is too large.
    errorHandler: (error, request, reply) => sendFailure(error, operation, request, reply, deps),
  })
}

const formatOf = ({ prefers }: Operation, { headers }: FastifyRequest): Format => answerFormat(headers.accept, headers['content-type'], prefers)

function sendFailure(error: unknown, operation: Operation, request: FastifyRequest, reply: FastifyReply, deps: RouteDependencies): FastifyReply {
  const failure = toApiError(error, { requestId: request.id, bodyLimit: operation.upload ? deps.fileLimit : deps.bodyLimit })
  if (failure.status >= 500 && !(error instanceof ApiError)) deps.log.error({ err: error, requestId: request.id, operation: operation.id }, 'request failed')
  return send(reply, renderProblems(failure, operation.errors, formatOf(operation, request), request.id))
}
