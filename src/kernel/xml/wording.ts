import type { z } from 'zod'

type RawIssue = z.core.$ZodRawIssue

const TYPES: Readonly<Record<string, string>> = { number: 'a number', int: 'a whole number', boolean: 'true or false', string: 'a text', array: 'a list' }

/** What a bound counts, by the kind of value that it is set for. */
const COUNTED: Readonly<Record<string, string>> = { string: 'characters', array: 'entries' }

/**
 * Says in words of the wire what is wrong with a value: clients know elements and texts, not the types inside. Undefined
 * for whatever the library says well enough itself; messages that a schema brings come before these.
 */
export function wordingOf(issue: RawIssue): string | undefined {
  if (issue.code === 'invalid_type') {
    if (issue.input === undefined) return 'is required'
    if (Array.isArray(issue.input)) return 'has several values where one is wanted'
    const type = TYPES[issue.expected]
    return type && `is not ${type}`
  }
  if (issue.code === 'too_small') return boundWording(issue.origin, ['below', 'fewer'], issue.minimum)
  if (issue.code === 'too_big') return boundWording(issue.origin, ['above', 'more'], issue.maximum)
  if (issue.code === 'invalid_value') return `is not ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}`
  return undefined
}

function boundWording(origin: string, [side, amount]: readonly [string, string], bound: number | bigint): string {
  const counted = COUNTED[origin]
  return counted === undefined ? `is ${side} ${bound}` : `has ${amount} than ${bound} ${counted}`
}
