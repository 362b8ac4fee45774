import { addDuration } from './duration.ts'

const DAY = /^(?:(\d{4})|(\d{2}))-(\d{2})-(\d{2})$/
const ONE_DAY = { months: 0, ms: 86_400_000 }
const ONE_MONTH = { months: 1, ms: 0 }

/**
 * A calendar day as clients write it, the year in two or four digits, as the UTC instant of its start. Undefined for any
 * other text and for days that no calendar has.
 *
 * @example
 * startOfDay('26-03-01') // 2026-03-01T00:00:00.000Z
 */
export function startOfDay(text: string): Date | undefined {
  const match = DAY.exec(text)
  if (!match) return undefined
  const [, long, short, month, day] = match
  const iso = `${long ?? `20${short}`}-${month}-${day}`
  const instant = new Date(`${iso}T00:00:00.000Z`)
  // The 30th of February would be read as a day of March.
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(iso) ? instant : undefined
}

/** The start of the day after: the exclusive end of a day that `startOfDay` gave. */
export function endOfDay(start: Date): Date {
  return addDuration(start, ONE_DAY)
}

/** The start of the month (UTC) that an instant lies in. */
export function startOfMonth(instant: Date): Date {
  return new Date(Date.UTC(instant.getUTCFullYear(), instant.getUTCMonth()))
}

/** The first start of a month (UTC) that is not before an instant. */
export function startOfNextMonth(instant: Date): Date {
  const start = startOfMonth(instant)
  return start.getTime() === instant.getTime() ? start : addDuration(start, ONE_MONTH)
}
