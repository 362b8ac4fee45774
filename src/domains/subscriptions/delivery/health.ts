import type { AttemptRow, Health } from './repository.ts'

/**
 * How a subscription is doing after attempts that were made one after the other; there is at least one. `pauseAfterMs` is how
 * long nothing but failures is put up with; null: for ever.
 */
export function healthAfter(rows: readonly AttemptRow[], lastAttempt: string, pauseAfterMs: number | null): Health {
  const lastSuccess = rows.findLastIndex(({ outcome }) => outcome === 'success')
  const failingSince = rows[lastSuccess + 1]?.at ?? null
  const last = rows.at(-1)
  return {
    lastAttempt, failingSince, recovered: lastSuccess >= 0,
    attempts: rows.length, failures: rows.filter(({ outcome }) => outcome !== 'success').length,
    pause: failingSince && last && pauseAfterMs !== null ? { before: new Date(last.at.getTime() - pauseAfterMs), at: last.at } : null,
  }
}
