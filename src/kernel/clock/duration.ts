const SHAPE = /^P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,3})?)S)?)?$/i

/** Calendar months and exact milliseconds: a month has no fixed length, so the two stay apart. */
export interface Duration {
  readonly months: number
  readonly ms: number
}

/**
 * Reads an ISO 8601 duration such as `PT4H`, `P45D` or `P1Y2M`.
 * Answers undefined for anything else, signs and empty durations included.
 */
export function parseDuration(text: string): Duration | undefined {
  const match = SHAPE.exec(text.trim())
  if (!match) return undefined
  const [years, months, weeks, days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0))
  const wholeDays = (weeks ?? 0) * 7 + (days ?? 0)
  const ms = (((wholeDays * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1000
  return { months: (years ?? 0) * 12 + (months ?? 0), ms: Math.round(ms) }
}

/** The instant that lies a duration after another one; months are counted on the UTC calendar. */
export function addDuration(instant: Date, duration: Duration): Date {
  const moved = new Date(instant.getTime())
  if (duration.months !== 0) {
    const day = moved.getUTCDate()
    moved.setUTCDate(1)
    moved.setUTCMonth(moved.getUTCMonth() + duration.months)
    const lastDay = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate()
    moved.setUTCDate(Math.min(day, lastDay))
  }
  return new Date(moved.getTime() + duration.ms)
}
