/** Where clients expect the tree: the canonical mount first, then the prefixes that older clients and links use. */
export const prefixes = ['/api', '/v1.0', '/iris'] as const

const RESOURCES = 'accounts|tns|users|cities|ratecenters|coveredratecenters|suggestions|oauth2|v1/oauth2|admin'
const MOUNTED = new RegExp(`^(${prefixes.map((prefix) => prefix.replace('.', '\\.')).join('|')})(?=/(?:${RESOURCES})(?:[/?]|$))`, 'i')
const TOKEN_ALIAS = /^\/v1(?=\/oauth2\/token(?:\?|$))/i

/**
 * Cuts a known mount off a request's address and drops one trailing slash, so that each operation is routed once.
 * Answers the address to route and the prefix that was cut ('' where there was none).
 */
export function cutPrefix(url: string): { url: string, prefix: string } {
  const match = MOUNTED.exec(url)
  const rest = match ? url.slice(match[0].length).replace(TOKEN_ALIAS, '') : url
  const queryAt = rest.indexOf('?')
  const path = queryAt < 0 ? rest : rest.slice(0, queryAt)
  const query = queryAt < 0 ? '' : rest.slice(queryAt)
  const trimmed = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path
  return { url: trimmed + query, prefix: match?.[0] ?? '' }
}
