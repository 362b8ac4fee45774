import { z } from 'zod'
import type { ScalarMember, ScalarShape, ScalarType, Slot } from './shape.ts'

const decimal = /^-?\d+(?:\.\d+)?$/
const instant = z.regexes.datetime({ offset: true })

/**
 * How a place reads the text of its element (trimmed here). A text that does not fit is handed on as it is, so that
 * Zod tells what is wrong with it.
 */
export function textReader(shape: ScalarShape, place: Slot): (text: string) => unknown {
  const convert = shape.members.length === 1 ? converterOf(shape.members[0]) : choiceOf(shape.members)
  const empty = emptyOf(shape, place)
  return (text) => {
    const trimmed = text.trim()
    return trimmed === '' ? empty : convert(trimmed)
  }
}

/** A JSON value is typed already; only an instant needs work. */
export function jsonReader({ members }: ScalarShape): (value: unknown) => unknown {
  if (members.every(({ type }) => type !== 'date')) return (value) => value
  return (value) => {
    if (typeof value !== 'string') return value
    if (members.some(({ type, schema }) => type !== 'date' && accepts(schema, value))) return value
    return toDate(value)
  }
}

/** @throws {TypeError} for a value that is no scalar: a bug of ours, so it names the element and the type only. */
export function textOf(value: unknown, name: string): string {
  switch (typeof value) {
    case 'string': return value
    case 'number': return plainDecimal(value, name)
    case 'boolean': return value ? 'true' : 'false'
    default:
      if (value instanceof Date) return value.toISOString()
      throw new TypeError(`XML: <${name}> cannot hold a value of type ${typeof value}`)
  }
}

/**
 * What an empty element says: false to a boolean (a client writes false so), '' where that clears the field, nothing
 * where nothing is allowed. A required text is '' and anything else required is absent: Zod words that best.
 */
function emptyOf({ members }: ScalarShape, { optional, nullable, clearable }: Slot): unknown {
  if (members.some(({ type }) => type === 'boolean')) return false
  if (clearable) return ''
  if (optional) return undefined
  if (nullable) return null
  return members.some(({ type }) => type === 'number' || type === 'date') ? undefined : ''
}

function choiceOf(members: readonly ScalarMember[]): (text: string) => unknown {
  const candidates = members.map((member) => ({ schema: member.schema, convert: converterOf(member) }))
  return (text) => {
    for (const { schema, convert } of candidates) {
      const value = convert(text)
      if (accepts(schema, value)) return value
    }
    return text
  }
}

function converterOf(member: ScalarMember | undefined): (text: string) => unknown {
  const type: ScalarType = member?.type ?? 'string'
  if (type === 'string') return (text) => text
  if (type === 'number') return toNumber
  if (type === 'boolean') return toBoolean
  if (type === 'date') return toDate
  return (text) => type.has(text) ? type.get(text) : booleanIn(type, text)
}

function booleanIn(values: ReadonlyMap<string, unknown>, text: string): unknown {
  const value = toBoolean(text)
  return values.get(String(value)) === value ? value : text
}

function toNumber(text: string): unknown {
  if (!decimal.test(text)) return text
  const number = Number(text)
  return Number.isFinite(number) ? number : text
}

function toBoolean(text: string): unknown {
  switch (text.toLowerCase()) {
    case 'true':
    case '1': return true
    case 'false':
    case '0': return false
    default: return text
  }
}

/** Needs a time zone: without one the text names no instant. */
function toDate(text: string): unknown {
  return instant.test(text) ? new Date(text) : text
}

function accepts(schema: z.core.$ZodType, value: unknown): boolean {
  return z.safeParse(schema, value).success
}

/** JavaScript writes very large and very small numbers with an exponent; clients read plain digits. */
function plainDecimal(value: number, name: string): string {
  if (!Number.isFinite(value)) throw new TypeError(`XML: <${name}> cannot hold ${value}`)
  const text = String(value)
  const [digits = '', exponent] = text.split('e')
  if (exponent === undefined) return text
  const sign = digits.startsWith('-') ? '-' : ''
  const [whole = '', fraction = ''] = digits.replace('-', '').split('.')
  const shift = Number(exponent)
  if (shift < 0) return `${sign}0.${'0'.repeat(-shift - 1)}${whole}${fraction}`
  return `${sign}${whole}${fraction.padEnd(shift, '0')}`
}
