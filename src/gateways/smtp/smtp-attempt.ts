import type { Attempt } from '../../domains/subscriptions/ports.ts'

const LENGTH_MAX = 2_000

const storable = (text: string) => text.replaceAll('\0', '').slice(0, LENGTH_MAX).replace(/[\uD800-\uDBFF]$/, '').toWellFormed()

const textOf = (error: object, name: string): string | undefined => {
  const value: unknown = Reflect.get(error, name)
  return typeof value === 'string' ? value : undefined
}

/** The account of a mail that the server took. */
export function attemptOf(response: string, requestHead: string, durationMs: number): Attempt {
  return {
    outcome: 'success', status: Number(/^\d{3}/.exec(response)?.[0] ?? 250), requestHead: storable(requestHead),
    responseHead: storable(response), responseBody: '', error: null, durationMs,
  }
}

const kinds: Readonly<Record<string, string>> = {
  EDNS: 'dns', ECONNECTION: 'connect', ETLS: 'tls', ETIMEDOUT: 'timeout', ESOCKET: 'connect', EAUTH: 'sign-in', ENOAUTH: 'sign-in', ENVELOPE: 'address', EENVELOPE: 'address',
}

/**
 * The account of a mail that was not taken. An answer of the server about this mail is a refusal, for good where its code
 * begins with 5; a failed sign-in or connection says nothing about the mail, so it is tried again.
 */
export function failureOf(error: unknown, requestHead: string, durationMs: number): Attempt {
  const failure = error instanceof Error ? error : new Error(String(error))
  const code = textOf(failure, 'code') ?? ''
  const response = textOf(failure, 'response')
  const responseCode: unknown = Reflect.get(failure, 'responseCode')
  const status = typeof responseCode === 'number' ? responseCode : null
  const isRefusal = status !== null && (code === 'EENVELOPE' || code === 'EMESSAGE')
  return {
    outcome: isRefusal ? 'rejected' : 'failed', status, requestHead: storable(requestHead),
    responseHead: response === undefined ? null : storable(response), responseBody: response === undefined ? null : '',
    error: isRefusal ? null : { kind: kinds[code] ?? 'smtp', message: storable(failure.message) },
    durationMs, isFinal: isRefusal && status >= 500 && status < 600,
  }
}
