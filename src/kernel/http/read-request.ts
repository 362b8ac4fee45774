import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Operation } from '../contract/operation.ts'
import { ApiError } from '../errors/catalogue.ts'
import { commonErrors } from '../errors/common.ts'
import { decodeJson, decodeQuery, decodeXml, validate, XmlError } from '../xml/index.ts'
import { formatOf, mediaType, type Format } from './negotiate.ts'

/** The typed input of an operation, and the names in it that nobody knows. */
export interface Input {
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
  readonly ignored: readonly string[]
}

interface Issue { readonly path: string, readonly message: string }

const MOST_ISSUES = 5
/** One schema for all operations without a query, so that it is compiled once. */
const noQuery = z.object({})

/** One readable line out of what a schema found wrong; long lists are cut. */
function describe(issues: readonly Issue[]): string {
  const shown = issues.slice(0, MOST_ISSUES).map(({ path, message }) => path ? `${path}: ${message}` : message)
  const rest = issues.length - shown.length
  return shown.join('; ') + (rest > 0 ? `; and ${rest} more` : '')
}

function refuse(operation: Operation, issues: readonly Issue[]): ApiError {
  const reason = describe(issues)
  const documented = operation.invalid
  return documented ? new ApiError(documented.spec.status, [{ code: documented.spec.code, text: reason }]) : commonErrors.badRequest({ reason })
}

function bodyFormat(request: FastifyRequest, raw: Buffer): Format {
  const type = mediaType(request.headers['content-type'])
  const encoding = request.headers['content-encoding']?.trim().toLowerCase() ?? 'identity'
  if (encoding !== 'identity') throw commonErrors.unsupportedEncoding({ encoding: encoding.slice(0, 40) })
  if (type === '' || type === 'application/octet-stream') return raw[0] === 0x7b /* { */ ? 'json' : 'xml'
  const format = formatOf(type)
  if (!format) throw commonErrors.unsupportedMediaType({ type: type.slice(0, 100) })
  return format
}

function decodeBody(operation: Operation, schema: z.ZodType, request: FastifyRequest): { value: unknown, ignored: readonly string[] } {
  const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  if (raw.length === 0) throw refuse(operation, [{ path: '', message: 'a request body is required' }])
  const format = bodyFormat(request, raw)
  return readable(operation, () =>
    format === 'json' ? decodeJson(schema, parseJson(operation, raw)) : decodeXml(schema, raw, { roots: operation.bodyRoots }))
}

/** Runs a decoder; what it cannot read becomes the operation's refusal. */
function readable<T>(operation: Operation, decode: () => T): T {
  try {
    return decode()
  } catch (error) {
    if (error instanceof XmlError) throw refuse(operation, [{ path: '', message: error.message }])
    throw error
  }
}

function parseJson(operation: Operation, raw: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(raw))
  } catch {
    // The parser's own message may quote the body, which can hold secrets.
    throw refuse(operation, [{ path: '', message: 'the body is not valid JSON in UTF-8' }])
  }
}

function checked(operation: Operation, schema: z.ZodType, value: unknown): unknown {
  const result = validate(schema, value)
  if (!result.ok) throw refuse(operation, result.issues)
  return result.value
}

/** Parses path parameters alone: needed before anything else, to know which account a request is about. */
export function readParams(operation: Operation, request: FastifyRequest): unknown {
  if (!operation.params) return {}
  const result = operation.params.safeParse(request.params)
  // A path that cannot name anything names nothing: the same answer as an unknown id.
  if (!result.success) throw commonErrors.notFound()
  return result.data
}

/** Decodes and validates query and body against the operation's schemas. Throws the operation's documented refusal. */
export function readInput(operation: Operation, request: FastifyRequest, params: unknown): Input {
  // What an operation takes is unknown until it is built, so nothing of it can be wrong.
  if (operation.built === false) return { params, query: {}, body: undefined, ignored: [] }
  const querySchema = operation.query ?? noQuery
  const query = readable(operation, () => decodeQuery(querySchema, request.query as Record<string, string | string[] | undefined>))
  const parsedQuery = checked(operation, querySchema, query.value)
  if (!operation.body) return { params, query: parsedQuery, body: undefined, ignored: query.ignored }
  const body = decodeBody(operation, operation.body, request)
  const parsedBody = checked(operation, operation.body, body.value)
  return { params, query: parsedQuery, body: parsedBody, ignored: [...query.ignored, ...body.ignored] }
}
