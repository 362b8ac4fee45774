import { describe, expect, test } from 'vitest'
import type { Attempt } from '../ports.ts'
import { attemptText } from './attempt-text.ts'

const attempt = (more: Partial<Attempt>): Attempt =>
  ({ outcome: 'rejected', status: 500, requestHead: '', responseHead: null, responseBody: null, error: null, durationMs: 1, ...more })

describe('text of an attempt', () => {
  test('is the status line alone where the callback was taken', () => {
    const head = 'HTTP/1.1 200 OK\nContent-Type: text/plain'
    expect(attemptText(attempt({ outcome: 'success', status: 200, responseHead: head, responseBody: 'thanks' }))).toBe('200 OK')
  })

  test('adds the first line of the answer where it was refused', () => {
    const head = 'HTTP/1.1 500 Internal Server Error\nServer: x'
    expect(attemptText(attempt({ responseHead: head, responseBody: '\n  boom at line 1\nstack' }))).toBe('500 Internal Server Error: boom at line 1')
  })

  test.each(['', '  \n', null])('is the status line alone where the answer says nothing (%j)', (responseBody) => {
    expect(attemptText(attempt({ responseHead: 'HTTP/1.0 404', responseBody }))).toBe('404')
  })

  test('says what went wrong where no complete answer came', () => {
    const error = { kind: 'timeout', message: 'no answer within 300 ms' }
    expect(attemptText(attempt({ outcome: 'failed', status: null, error }))).toBe('timeout: no answer within 300 ms')
  })

  test('has 255 characters at most and never half a character', () => {
    const text = attemptText(attempt({ responseHead: 'HTTP/1.1 500 No', responseBody: `x${'\u{1F4DE}'.repeat(300)}` }))
    expect(text.length).toBeLessThanOrEqual(255)
    expect(text.isWellFormed()).toBe(true)
    expect(text.startsWith('500 No: x\u{1F4DE}')).toBe(true)
  })
})
