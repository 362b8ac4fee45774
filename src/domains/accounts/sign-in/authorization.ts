/** Credentials as an Authorization header carries them, nothing about them checked but their form. */
export type Credentials =
  | { readonly kind: 'basic', readonly username: string, readonly password: string }
  | { readonly kind: 'bearer', readonly token: string }

const SCHEME = /^(basic|bearer) +([A-Za-z\d+/=._~-]+) *$/i
const BASE64 = /^[A-Za-z\d+/_-]+={0,2}$/
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** PostgreSQL has no NUL in a text, so no stored name can be meant. */
const NUL = '\u0000'

function basic(encoded: string): Credentials | undefined {
  if (!BASE64.test(encoded)) return undefined
  let text: string
  try {
    text = utf8.decode(Buffer.from(encoded, 'base64'))
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
  const colon = text.indexOf(':')
  if (colon < 0 || text.includes(NUL)) return undefined
  return { kind: 'basic', username: text.slice(0, colon), password: text.slice(colon + 1) }
}

/**
 * Reads an Authorization header (RFC 7617, RFC 6750); undefined for one that is missing, malformed or of another
 * scheme.
 */
export function parseAuthorization(header: string | undefined): Credentials | undefined {
  const [, scheme = '', value = ''] = SCHEME.exec(header ?? '') ?? []
  if (scheme.toLowerCase() === 'basic') return basic(value)
  return scheme === '' ? undefined : { kind: 'bearer', token: value }
}
