import pg from 'pg'

const LOST_CONNECTION = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOENT', 'ENOTFOUND', 'EAI_AGAIN'])
/** SQLSTATE classes and codes that say "not now": connection trouble, shutdown, too many clients, a statement that took too long, a deadlock. */
const UNAVAILABLE_STATES = /^(08...|57P0[1-5]|57014|40P01|40001|53300|53400)$/
const OUT_OF_SPACE_STATES = /^(53100|53200)$/

const messagesOfPg = /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error|connection ended|query read timeout|(?:connection error|closed) and is not queryable|cannot use a pool after calling end/i

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/**
 * Whether an error means that the database cannot be reached at present, so that the caller may try again.
 * NOTE: the driver reports a lost connection as a plain Error without a code; its fixed texts are all there is.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isDatabaseUnavailable)
  const code = codeOf(error)
  if (code !== undefined && (LOST_CONNECTION.has(code) || UNAVAILABLE_STATES.test(code))) return true
  return error instanceof Error && code === undefined && messagesOfPg.test(error.message)
}

/** Deadlock, serialization, and a row that somebody else refers to since, or removed. */
const LOST_RACE_STATES = new Set(['40P01', '40001', '23503'])

/** Whether a transaction was undone because of others at the same time, so that doing it once more may well work. */
export const hasLostRace = (error: unknown): boolean => LOST_RACE_STATES.has(codeOf(error) ?? '')

/** Whether the database refused for want of disk space or memory. */
export function isOutOfSpace(error: unknown): boolean {
  const code = codeOf(error)
  return code !== undefined && (OUT_OF_SPACE_STATES.test(code) || code === 'ENOSPC')
}

/** The constraint that an error broke, where it is a unique violation (SQLSTATE 23505). */
export function brokenUniqueConstraint(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError && error.code === '23505' ? error.constraint : undefined
}
