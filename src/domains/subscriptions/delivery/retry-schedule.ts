/**
 * Seconds between a failed attempt and the next one. Documented: whatever is not a 2xx is tried 8 more times within
 * 40 minutes. How these are spread is our choice.
 */
export const retryDelaySeconds = [10, 30, 60, 120, 300, 480, 600, 800] as const

/** When a delivery is tried again, given how many attempts have failed and when the last one did; undefined: never. */
export function retryAt(failedAttempts: number, at: Date): Date | undefined {
  const delay = retryDelaySeconds[failedAttempts - 1]
  return delay === undefined ? undefined : new Date(at.getTime() + delay * 1000)
}
