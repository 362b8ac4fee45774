/** What one entry says about one name. */
export interface Change {
  readonly name: string
  readonly before: string | undefined
  readonly after: string | undefined
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  isRecord(value) ? value : value === undefined || value === null ? {} : { value }
const asText = (value: unknown): string | undefined =>
  value === undefined ? undefined : typeof value === 'string' ? value : JSON.stringify(value)

/** The names under which two values differ, in the order in which they come. */
export function changesBetween(before: unknown, after: unknown): Change[] {
  const [one, other] = [fieldsOf(before), fieldsOf(after)]
  return [...new Set([...Object.keys(one), ...Object.keys(other)])]
    .map((name) => ({ name, before: asText(one[name]), after: asText(other[name]) }))
    // What was a secret is the same mark on both sides, although it changed.
    .filter(({ before: was, after: is }) => was !== is || was === '(removed)')
}
