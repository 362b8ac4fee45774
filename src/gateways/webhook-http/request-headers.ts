import type { OutgoingHttpHeaders } from 'node:http'
import type { WebhookRequest } from './attempt.ts'

// They frame the message or belong to one hop; a caller that sets them could make two requests out of one.
const OWN_HEADERS = new Set([
  'host', 'content-length', 'content-type', 'content-encoding', 'user-agent', 'accept-encoding', 'transfer-encoding',
  'connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'upgrade', 'expect',
])

/** Composes the headers of a callback. Throws a TypeError for a caller's header that is not the caller's to set. */
export function requestHeaders(request: WebhookRequest, userAgent: string): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = {}
  for (const [name, value] of Object.entries(request.headers ?? {})) {
    const lowerName = name.toLowerCase()
    if (OWN_HEADERS.has(lowerName)) throw new TypeError(`The header ${name} is not the caller's to set`)
    headers[lowerName] = value
  }
  if (request.basic !== undefined) headers['authorization'] = basicAuthorization(request.basic)
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
