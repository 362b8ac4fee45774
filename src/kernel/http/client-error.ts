import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { ApiError } from '../errors/catalogue.ts'
import { commonErrors } from '../errors/common.ts'
import { newId } from '../ids/ids.ts'
import { renderProblems, unroutedEnvelope } from './write-reply.ts'

function failureOf(code: string | undefined): ApiError {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT': return commonErrors.requestTimeout()
    case 'HPE_HEADER_OVERFLOW': return commonErrors.headersTooLarge()
    default: return commonErrors.badRequest({ reason: 'The request is not well-formed HTTP/1.1.' })
  }
}

/**
 * Answers what could not be read as HTTP, in XML as everything else: some clients parse the body before they look at the
 * status. The connection is closed, because nobody knows where its next request would begin.
 */
export function answerClientError(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const id = newId()
  const { status, type, body } = renderProblems(failureOf(error.code), unroutedEnvelope, 'xml', id)
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`, `X-Request-Id: ${id}`, `Content-Type: ${type}`,
    `Content-Length: ${Buffer.byteLength(body)}`, 'Connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
}
