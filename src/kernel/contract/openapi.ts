import { z } from 'zod'
import { commonErrors } from '../errors/common.ts'
import { queryNameOf } from '../xml/index.ts'
import type { Route } from './handler.ts'
import { Components, rooted, type Json } from './openapi-components.ts'
import type { Operation, ReplySpec } from './operation.ts'

/** What the document says beside the operations. */
export interface OpenApiOptions {
  readonly info: { readonly title: string, readonly version: string, readonly description: string, readonly license: Json }
  readonly servers: readonly Json[]
  readonly securitySchemes: Json
  /** Another server for some paths, where they are not mounted under the common ones. */
  readonly serversOf: (path: string) => readonly Json[] | undefined
}

const MEANINGS: Readonly<Record<number, string>> = {
  200: 'The answer.', 201: 'It was created.', 202: 'It was accepted and is being worked on.', 204: 'Nothing to show.',
  303: 'It is to be found elsewhere.', 400: 'The request does not make sense.', 401: 'No valid credentials.',
  403: 'The credentials do not allow this.', 404: 'There is no such resource for these credentials.',
  409: 'It clashes with the present state.', 422: 'The Idempotency-Key was used for a different request.',
  501: 'Known, but not built yet.',
}
const meaningOf = (status: number): string => MEANINGS[status] ?? 'An answer.'

/**
 * The OpenAPI 3.1 document of these routes, from their declarations and nothing else. The same routes in any order give
 * the same document. Throws where two operations share an id, or two different schemas a name.
 */
export function openApiDocument(routes: readonly Route[], options: OpenApiOptions): Json {
  const components = new Components()
  const paths = new Map<string, Json>()
  const ids = new Set<string>()
  for (const operation of routes.map((route) => route.operation).sort(byPathAndMethod)) {
    if (ids.has(operation.id)) throw new Error(`two operations are called ${operation.id}`)
    ids.add(operation.id)
    const servers = options.serversOf(operation.path)
    const item = paths.get(operation.path) ?? (servers ? { servers } : {})
    item[operation.method.toLowerCase()] = describing(operation, () => describeOperation(operation, components))
    paths.set(operation.path, item)
  }
  return {
    openapi: '3.1.0', info: options.info, servers: options.servers,
    tags: [...new Set(routes.map(({ operation }) => operation.group))].sort().map((name) => ({ name })),
    security: Object.keys(options.securitySchemes).map((name) => ({ [name]: [] })),
    paths: Object.fromEntries(paths),
    components: {
      schemas: components.schemas(), responses: components.responses(), parameters: { IdempotencyKey: IDEMPOTENCY_KEY },
      headers: { Location: LOCATION }, securitySchemes: options.securitySchemes,
    },
  }
}

const IDEMPOTENCY_KEY: Json = {
  name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', minLength: 1, maxLength: 255 },
  description: 'The same key and request within 24 hours get the first answer again instead of a second effect.',
}
const LOCATION: Json = { description: 'Address of what was created or is meant.', schema: { type: 'string', format: 'uri' } }

function byPathAndMethod(one: Operation, other: Operation): number {
  if (one.path !== other.path) return one.path < other.path ? -1 : 1
  return one.method < other.method ? -1 : 1
}

/** Says which operation it was when one cannot be described. */
function describing(operation: Operation, work: () => Json): Json {
  try {
    return work()
  } catch (error) {
    throw new Error(`${operation.id}: ${error instanceof Error ? error.message : error}`, { cause: error })
  }
}

function describeOperation(operation: Operation, components: Components): Json {
  const parameters = [...pathParameters(operation, components), ...queryParameters(operation, components)]
  if (takesKey(operation)) parameters.push({ $ref: '#/components/parameters/IdempotencyKey' })
  return {
    operationId: operation.id,
    summary: operation.summary,
    tags: [operation.group],
    ...operation.access === 'public' ? { security: [] } : {},
    ...parameters.length > 0 ? { parameters } : {},
    ...operation.body ? { requestBody: requestBody(operation, operation.body, components) } : {},
    ...operation.upload ? { requestBody: fileBody(operation.upload) } : {},
    responses: responsesOf(operation, components),
    'x-numberplane-status': operation.built === false ? 'not-built' : 'built',
    'x-numberplane-access': operation.access,
    ...operation.source === undefined ? {} : { 'x-numberplane-source': operation.source },
  }
}

/** A key is kept per account, so an operation without one in its path takes none. */
function takesKey({ method, path, built }: Operation): boolean {
  return method === 'POST' && path.includes('{accountId}') && built !== false
}

function pathParameters({ path, params }: Operation, components: Components): Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => {
    const schema = params?.shape[name]
    return { name, in: 'path', required: true, schema: schema ? plain(components.schema(schema as z.ZodType)) : { type: 'string' } }
  })
}

function queryParameters({ query }: Operation, components: Components): Json[] {
  if (!query) return []
  return Object.entries(query.shape).map(([property, schema]) => ({
    name: queryNameOf(schema, property), in: 'query', required: schema._zod.optin === undefined, schema: plain(parameter(schema as z.ZodType, components)),
  }))
}

/** A parameter as part of an object: a list that has no wrapper cannot be described alone. */
function parameter(schema: z.ZodType, components: Components): Json {
  const { properties } = components.schema(z.object({ parameter: schema }))
  // An object's JSON Schema has one for each of its properties.
  return (properties as Record<string, Json>)['parameter'] ?? {}
}

/** Parameters are text: what a schema says about XML has no meaning for them. */
function plain({ xml: _xml, ...schema }: Json): Json {
  return schema
}

function requestBody(operation: Operation, body: z.ZodType, components: Components): Json {
  return { required: true, content: bothFormats(components.schema(body), operation.bodyRoots?.[0]) }
}

const BYTES: Json = { type: 'string', format: 'binary' }
const asFiles = (types: readonly string[]): Json => Object.fromEntries(types.map((type) => [type, { schema: BYTES }]))

/** A file as the body itself, or the one file of a form under any name. */
function fileBody(types: readonly string[]): Json {
  const form = { type: 'object', additionalProperties: BYTES, minProperties: 1 }
  return { required: true, content: { ...asFiles(types), 'multipart/form-data': { schema: form } } }
}

function bothFormats(schema: Json, root: string | undefined): Json {
  return { 'application/xml': { schema: rooted(schema, root) }, 'application/json': { schema } }
}

function contentOf({ lines, events, file, root }: ReplySpec, schema: Json): Json {
  if (file) return asFiles(file)
  if (events) return { 'text/event-stream': { schema } }
  return lines ? { 'application/x-ndjson': { schema } } : bothFormats(schema, root)
}

function responsesOf(operation: Operation, components: Components): Json {
  const replies = Object.entries(operation.replies).map(([status, reply]) => [status, replyOf(Number(status), reply, components)])
  const refusals = refusedStatuses(operation).map((status) => [String(status), components.refusal(operation.errors, meaningOf(status))])
  const rest = operation.built === false ? {} : { default: components.refusal(operation.errors, 'Any other refusal.') }
  // What a contract says about a status goes before what is true of all operations.
  return { ...Object.fromEntries([...refusals, ...replies]), ...rest }
}

function replyOf(status: number, reply: ReplySpec | null, components: Components): Json {
  return {
    description: meaningOf(status),
    ...status === 201 || status === 303 ? { headers: { Location: { $ref: '#/components/headers/Location' } } } : {},
    ...reply === null ? {} : { content: contentOf(reply, components.schema(reply.schema)) },
  }
}

/** The refusals that follow from what an operation takes and whom it lets in. */
function refusedStatuses(operation: Operation): readonly number[] {
  const { access, path, built } = operation
  const takesInput = built !== false && (operation.body !== undefined || operation.upload !== undefined || operation.query !== undefined)
  return [
    ...takesInput ? [operation.invalid?.spec.status ?? commonErrors.badRequest.spec.status] : [],
    ...access === 'public' ? [] : [401],
    ...access === 'public' || access === 'signed-in' ? [] : [403],
    ...path.includes('{') ? [404] : [],
    ...takesKey(operation) ? [422] : [],
    ...built === false ? [commonErrors.notBuilt.spec.status] : [],
  ]
}
