import type { AttemptError } from './attempt.ts'
import { RefusedTargetError } from './guarded-lookup.ts'
import { storableText } from './storable-text.ts'

/** How far an exchange has come; each value reads after "while". */
export type ExchangePhase =
  'resolving the host name' | 'connecting' | 'negotiating TLS' | 'waiting for the answer' | 'reading the answer'

const MAX_MESSAGE_LENGTH = 500

/**
 * Names what went wrong. The phase decides where the code alone cannot: a reset is a TLS failure during the
 * handshake and a lost answer after it.
 */
export function attemptError(error: Error, phase: ExchangePhase): AttemptError {
  const message = storableText(`${describe(error)} (while ${phase})`, MAX_MESSAGE_LENGTH)
  return { kind: kindOf(error, phase), message }
}

/** The attempt's time ran out; the message says what it was waiting for. */
export function timeoutError(timeoutMs: number, waitingFor: string): AttemptError {
  return { kind: 'timeout', message: `no complete answer within ${timeoutMs} ms (while ${waitingFor})` }
}

function kindOf(error: Error, phase: ExchangePhase): AttemptError['kind'] {
  if (error instanceof RefusedTargetError) return 'refused-target'
  const code = codeOf(error)
  if (code === 'HPE_HEADER_OVERFLOW') return 'too-large'
  if (code.startsWith('HPE_')) return 'protocol'
  // In TLS 1.3 a server refuses the client after the handshake has ended on this side.
  if (code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_')) return 'tls'
  switch (phase) {
    case 'resolving the host name': return 'dns'
    case 'connecting': return 'connect'
    case 'negotiating TLS': return 'tls'
    case 'waiting for the answer':
    case 'reading the answer':
      return code === 'ECONNRESET' || code === 'EPIPE' || code === 'ECONNABORTED' ? 'reset' : 'protocol'
  }
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : ''
}

function describe(error: Error): string {
  // A host with several addresses fails with all its failures and no message of its own.
  if (error instanceof AggregateError) return error.errors.map(String).join('; ')
  return error.message
}
