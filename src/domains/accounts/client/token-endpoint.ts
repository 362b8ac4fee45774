import type { FastifyInstance, FastifyReply } from 'fastify'
import { toApiError } from '../../../kernel/http/failure.ts'
import type { Logger } from '../../../kernel/log/logger.ts'
import { CHALLENGE } from '../sign-in/refusals.ts'
import { readTokenRequest, TokenError } from './token-request.ts'
import type { Tokens } from './tokens.ts'

/** RFC 6749 wants both: tokens and refusals of tokens must not be answered from a cache. */
const UNCACHED = { 'Cache-Control': 'no-store', Pragma: 'no-cache' }

const METHODS = 'OPTIONS, POST'

function send(
  reply: FastifyReply, status: number, body: object, headers: Readonly<Record<string, string>> = {},
): FastifyReply {
  return reply.code(status).headers({ ...UNCACHED, ...headers }).type('application/json; charset=utf-8')
    .send(JSON.stringify(body))
}

function sendFailure(error: unknown, requestId: string, reply: FastifyReply, log: Logger): FastifyReply {
  if (error instanceof TokenError) {
    const headers = error.status === 401 ? { 'WWW-Authenticate': CHALLENGE } : undefined
    return send(reply, error.status, { error: error.code, error_description: error.message }, headers)
  }
  const failure = toApiError(error, { requestId, bodyLimit: 0 })
  if (failure.status >= 500) log.error({ err: error, requestId }, 'token request failed')
  const code = failure.status === 500 ? 'server_error' : 'temporarily_unavailable'
  return send(reply, failure.status, { error: code, error_description: failure.problems[0]?.text }, failure.headers)
}

/**
 * Adds `POST /oauth2/token`: OAuth 2 client credentials. It speaks JSON whatever the client accepts, as the RFC has it.
 */
export function registerTokenEndpoint(
  app: FastifyInstance, { tokens, log }: { readonly tokens: Tokens, readonly log: Logger },
): void {
  app.post('/oauth2/token', async (request, reply) => {
    try {
      const { token, expiresInSeconds } = await tokens.issue(readTokenRequest(request.headers, request.body), request.ip)
      return send(reply, 200, { access_token: token, token_type: 'Bearer', expires_in: expiresInSeconds })
    } catch (error) {
      return sendFailure(error, request.id, reply, log)
    }
  })
  app.route({
    method: ['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'], url: '/oauth2/token',
    handler: (request, reply) => request.method === 'OPTIONS'
      ? reply.code(204).header('Allow', METHODS).send()
      : send(reply, 405, { error: 'invalid_request', error_description: `${request.method} is not supported here; allowed: ${METHODS}.` }, { Allow: METHODS }),
  })
}
