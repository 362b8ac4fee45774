const SECRET = /password|passphrase|passwd|secret|hash|token|credential|authorization|sealed|private_?key/i
const REMOVED = '(removed)'

/**
 * The value as JSON keeps it, with a mark in place of whatever stands under a name that tells of a secret, at any depth.
 *
 * @example
 * withoutSecrets({ name: 'a', password: 'b' }) // { name: 'a', password: '(removed)' }
 */
export function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets)
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Set) return [...value].map(withoutSecrets)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) =>
    [name, SECRET.test(name) && inner !== undefined && inner !== null ? REMOVED : withoutSecrets(inner)]))
}
