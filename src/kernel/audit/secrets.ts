const SECRET = /password|passphrase|passwd|pass_?code|secret|hash|token|credential|authorization|sealed|private_?key/i
/** A word of its own within a name, so that `shipping` is none. */
const PIN = /(?:^|[a-z_])P(?:in|IN)(?![a-z])|^pin(?![a-z])/
const USER_IN_ADDRESS = /(\w:\/\/)[^/?#\s@]+@/g
const REMOVED = '(removed)'
const MOST_ELEMENTS = 100
const MOST_CHARACTERS = 4_000

const isStructure = (value: unknown): boolean => [value].flat().every((each) => typeof each === 'object' && each !== null)
/** A structure of credentials has names of its own, some of which tell of no secret. */
const isSecret = (name: string, value: unknown): boolean =>
  value !== undefined && value !== null && (PIN.test(name) || SECRET.test(name)) && !(/credentials?$/i.test(name) && isStructure(value))

function textOf(text: string): string {
  const open = text.replace(USER_IN_ADDRESS, `$1${REMOVED}@`)
  return open.length <= MOST_CHARACTERS ? open : `${open.slice(0, MOST_CHARACTERS)}... (${open.length} characters)`
}

function listOf(items: readonly unknown[]): unknown[] {
  const shown = items.slice(0, MOST_ELEMENTS).map(withoutSecrets)
  return items.length > MOST_ELEMENTS ? [...shown, `(${items.length} in all)`] : shown
}

/**
 * The value as JSON keeps it, with a mark in place of whatever stands under a name that tells of a secret, at any depth, and
 * of names and passwords in addresses. Long lists and texts are cut, and files are named by their size.
 *
 * @example
 * withoutSecrets({ name: 'a', password: 'b' }) // { name: 'a', password: '(removed)' }
 */
export function withoutSecrets(value: unknown): unknown {
  if (typeof value === 'string') return textOf(value)
  if (Array.isArray(value)) return listOf(value)
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Set) return listOf([...value])
  if (ArrayBuffer.isView(value)) return `(${value.byteLength} bytes)`
  if (typeof value === 'bigint') return String(value)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) =>
    [name, isSecret(name, inner) ? REMOVED : withoutSecrets(inner)]))
}
