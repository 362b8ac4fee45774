import { STATUS_CODES } from 'node:http'
import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import type { SentFile } from '../contract/file.ts'
import type { ServerSentEvent } from '../contract/handler.ts'
import type { ReplySpec } from '../contract/operation.ts'
import type { ApiError } from '../errors/catalogue.ts'
import { responseStatus, type Envelope } from '../errors/envelopes.ts'
import { encodeJson, encodeXml } from '../xml/index.ts'
import type { Format } from './negotiate.ts'

/** Envelope of answers to requests that match no operation. */
export const unroutedEnvelope = responseStatus('ErrorResponse')

/** An answer ready to be sent. */
export interface Rendered {
  readonly status: number
  readonly type: string | undefined
  readonly body: string | Buffer
  /** Comes instead of `body`. */
  readonly stream?: AsyncIterable<string>
  readonly headers: Readonly<Record<string, string>>
}

/** Encodes a documented answer in the format that the client asked for. */
export function renderReply(status: number, spec: ReplySpec | null, body: unknown, headers: Readonly<Record<string, string>>, format: Format): Rendered {
  if (spec === null || body === undefined) return { status, type: undefined, body: '', headers }
  if (format === 'json') return { status, type: 'application/json; charset=utf-8', body: JSON.stringify(encodeJson(spec.schema, body)), headers }
  const text = encodeXml(spec.schema, body, { root: spec.root, declaration: spec.declaration ?? true })
  return { status, type: 'application/xml; charset=utf-8', body: text, headers }
}

async function* asLines(values: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const value of values) yield `${JSON.stringify(value)}\n`
}

/** An answer that is written while it is read: a line of JSON for each value. */
export function renderLines(status: number, values: AsyncIterable<unknown>, headers: Readonly<Record<string, string>>): Rendered {
  return { status, type: 'application/x-ndjson; charset=utf-8', body: '', stream: asLines(values), headers }
}

async function* asEvents(events: AsyncIterable<ServerSentEvent>): AsyncGenerator<string> {
  for await (const { id, event, data, comment, retryMs } of events) {
    const lines = [
      comment === undefined ? [] : `: ${comment}`, retryMs === undefined ? [] : `retry: ${retryMs}`, id === undefined ? [] : `id: ${id}`,
      event === undefined ? [] : `event: ${event}`, data === undefined ? [] : `data: ${JSON.stringify(data)}`,
    ]
    yield `${lines.flat().join('\n')}\n\n`
  }
}

/**
 * An answer of server-sent events, one for each value. Nobody on the way may keep or hold it back. Its connection is not used
 * again: a process that ends would wait for one that has become idle meanwhile.
 */
export function renderEvents(status: number, events: AsyncIterable<ServerSentEvent>, headers: Readonly<Record<string, string>>): Rendered {
  const more = { 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no', Connection: 'close' }
  return { status, type: 'text/event-stream; charset=utf-8', body: '', stream: asEvents(events), headers: { ...headers, ...more } }
}

/** A file, to be saved and never shown: whatever is in it, a browser runs nothing of it. */
export function renderFile(status: number, { content, mediaType, name, sha256 }: SentFile, headers: Readonly<Record<string, string>>): Rendered {
  const more = {
    'Content-Disposition': `attachment; filename="${name}"`, 'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; sandbox", 'Cache-Control': 'private, no-store',
    'Repr-Digest': `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`,
  }
  return { status, type: mediaType, body: content, headers: { ...headers, ...more } }
}

/** Encodes a refusal: in the operation's own XML family, or as RFC 9457 problem details for JSON clients. */
export function renderProblems({ status, problems, headers, echo }: ApiError, envelope: Envelope, format: Format, requestId: string): Rendered {
  if (format === 'xml') return renderReply(status, envelope, envelope.body(problems, echo), headers, 'xml')
  const [first] = problems
  const body = {
    type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail: first?.text, code: first?.code, requestId,
    errors: problems.map(({ code, text, tn }) => ({ code, detail: text, telephoneNumber: tn })),
  }
  return { status, type: 'application/problem+json; charset=utf-8', body: JSON.stringify(body), headers }
}

/** Sends a rendered answer. Header names keep their capitals on the wire: one official client looks for `Location` exactly. */
export function send(reply: FastifyReply, rendered: Rendered): FastifyReply {
  for (const [name, value] of Object.entries(rendered.headers)) reply.raw.setHeader(name, value)
  if (rendered.type) reply.header('Content-Type', rendered.type)
  // An empty text would be sent as text/plain; nothing has no type.
  const body = rendered.body === '' ? undefined : rendered.body
  return reply.code(rendered.status).send(rendered.stream ? Readable.from(rendered.stream) : body)
}
