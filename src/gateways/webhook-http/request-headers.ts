import type { OutgoingHttpHeaders } from 'node:http'
import type { WebhookRequest } from './attempt.ts'
import { storableText } from './storable-text.ts'

// They frame the message or belong to one hop; a caller that sets them could make two requests out of one.
const OWN_HEADERS = new Set([
  'host', 'content-length', 'content-type', 'content-encoding', 'user-agent', 'accept-encoding', 'transfer-encoding',
  'connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'upgrade', 'expect',
])

const HEAD_LENGTH_MAX = 4_000

/**
 * Composes the headers of a callback, with or without the credentials. Throws a TypeError for a caller's header that is
 * not the caller's to set.
 */
export function requestHeaders(request: WebhookRequest, userAgent: string, basic: WebhookRequest['basic']): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = {}
  for (const [name, value] of Object.entries(request.headers ?? {})) {
    const lowerName = name.toLowerCase()
    if (OWN_HEADERS.has(lowerName)) throw new TypeError(`The header ${name} is not the caller's to set`)
    headers[lowerName] = value
  }
  if (basic !== undefined) headers['authorization'] = basicAuthorization(basic)
  return {
    ...headers,
    'content-type': request.contentType,
    'content-length': Buffer.byteLength(request.body),
    'user-agent': userAgent,
    // The answer is stored as it comes; compressed, nobody could read it.
    'accept-encoding': 'identity',
  }
}

function basicAuthorization({ username, password }: { username: string, password: string }): string {
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`
}

/** Request line and headers as text that may be kept: whoever reads it learns that there were credentials, and not which. */
export function requestHead(url: URL, headers: OutgoingHttpHeaders): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${name === 'authorization' ? 'Basic ***' : String(value)}`)
  return storableText([`POST ${url.pathname}${url.search} HTTP/1.1`, `host: ${url.host}`, ...lines].join('\n'), HEAD_LENGTH_MAX)
}
