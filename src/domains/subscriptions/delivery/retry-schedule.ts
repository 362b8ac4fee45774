/** Seconds between a failed attempt and the next one, in order; as many retries as there are entries. */
export type RetrySchedule = readonly number[]

/**
 * When a delivery is tried again, given how many attempts of this round have failed and when the last one did;
 * undefined: never.
 */
export function retryAt(schedule: RetrySchedule, failedAttempts: number, at: Date): Date | undefined {
  const delay = schedule[failedAttempts - 1]
  return delay === undefined ? undefined : new Date(at.getTime() + delay * 1000)
}
