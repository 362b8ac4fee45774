import type { Attempt } from '../ports.ts'

const LENGTH_MAX = 255

const firstLineOf = (text: string | null) => (text ?? '').trimStart().split(/[\r\n]/, 1)[0]?.trim() ?? ''

/** The receiver's own words: `HTTP/1.1 200 OK` is `200 OK`. */
const statusLineOf = (head: string | null) => firstLineOf(head).replace(/^HTTP\/\S+ /, '')

/**
 * What a subscription's `<Status>` says of its latest attempt: the receiver's status line, for a refusal with the first
 * line of its answer; what went wrong where there was no complete answer. 255 characters at most.
 */
export function attemptText({ outcome, responseHead, responseBody, error }: Pick<Attempt, 'outcome' | 'responseHead' | 'responseBody' | 'error'>): string {
  const status = statusLineOf(responseHead)
  if (error) return cut(`${error.kind}: ${error.message}`)
  const body = firstLineOf(responseBody)
  return cut(outcome === 'success' || body === '' ? status : `${status}: ${body}`)
}

function cut(text: string): string {
  return text.length <= LENGTH_MAX ? text : text.slice(0, LENGTH_MAX).replace(/[\uD800-\uDBFF]$/, '')
}
