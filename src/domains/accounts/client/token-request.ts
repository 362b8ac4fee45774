import { z } from 'zod'
import { formatOf, mediaType } from '../../../kernel/http/negotiate.ts'
import { parseAuthorization } from '../sign-in/authorization.ts'

/** The error codes of RFC 6749, section 5.2, that can happen here. */
export type TokenErrorCode = 'invalid_request' | 'invalid_client' | 'unsupported_grant_type'

/** A refusal in the terms of OAuth 2. */
export class TokenError extends Error {
  readonly code: TokenErrorCode

  constructor(code: TokenErrorCode, description: string) {
    super(description)
    this.code = code
  }

  get status(): number {
    return this.code === 'invalid_client' ? 401 : 400
  }
}

export interface TokenRequest {
  readonly clientId: string
  readonly secret: string
}

const JsonBody = z.record(z.string(), z.unknown())
const invalid = (description: string) => new TokenError('invalid_request', description)

function formFields(text: string): Map<string, string> {
  const fields = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(text)) {
    if (fields.has(name)) throw invalid(`the parameter ${name.slice(0, 100)} is given more than once`)
    fields.set(name, value)
  }
  return fields
}

function jsonFields(text: string): Map<string, string> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) throw invalid('the body is not valid JSON')
    throw error
  }
  const body = JsonBody.safeParse(value)
  if (!body.success) throw invalid('the body is not a JSON object')
  return new Map(Object.entries(body.data).flatMap(([name, field]) => typeof field === 'string' ? [[name, field] as const] : []))
}

function fieldsOf(contentType: string | undefined, body: unknown): Map<string, string> {
  const type = mediaType(contentType)
  const text = Buffer.isBuffer(body) ? body.toString('utf8') : ''
  if (formatOf(type) === 'json') return jsonFields(text)
  if (type === '' || type === 'application/x-www-form-urlencoded') return formFields(text)
  throw invalid('send application/x-www-form-urlencoded')
}

function fromHeader(authorization: string): TokenRequest {
  const credentials = parseAuthorization(authorization)
  if (credentials?.kind !== 'basic') {
    throw new TokenError('invalid_client', 'the Authorization header holds no HTTP Basic credentials')
  }
  return { clientId: credentials.username, secret: credentials.password }
}

function clientOf(authorization: string | undefined, fields: ReadonlyMap<string, string>): TokenRequest {
  const clientId = fields.get('client_id')
  const secret = fields.get('client_secret')
  if (authorization === undefined) {
    if (clientId === undefined || secret === undefined) {
      throw new TokenError('invalid_client', 'the client has to authenticate')
    }
    return { clientId, secret }
  }
  if (secret !== undefined) throw invalid('authenticate either in the Authorization header or in the body, not in both')
  const client = fromHeader(authorization)
  if (clientId !== undefined && clientId !== client.clientId) {
    throw invalid('client_id differs from the one in the Authorization header')
  }
  return client
}

/**
 * Reads a request for a token (RFC 6749, section 4.4.2) from a form or, which some clients send, from JSON.
 * Throws TokenError for what is not such a request.
 */
export function readTokenRequest(
  headers: { authorization?: string, 'content-type'?: string }, body: unknown,
): TokenRequest {
  const fields = fieldsOf(headers['content-type'], body)
  const grant = fields.get('grant_type')
  if (!grant) throw invalid('grant_type is required')
  if (grant !== 'client_credentials') {
    throw new TokenError('unsupported_grant_type', 'only client_credentials is supported')
  }
  return clientOf(headers.authorization, fields)
}
