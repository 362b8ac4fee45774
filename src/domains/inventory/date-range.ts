import { endOfDay, startOfDay } from '../../kernel/clock/day.ts'
import { inventoryErrors } from './errors.ts'

/** Instants between which something happened: `from` inclusive, `until` exclusive; both or neither. */
export interface DateRange {
  readonly from: Date | undefined
  readonly until: Date | undefined
}

function day(field: string, text: string | undefined): Date {
  if (text === undefined) throw inventoryErrors.required({ field })
  const start = startOfDay(text)
  if (!start) throw inventoryErrors.dateMalformed({ field })
  return start
}

/** The range that a list's query names: days of UTC, the last one included. Throws 1003 for one end alone, 1007 for what is no day. */
export function readDates({ startdate, enddate }: { readonly startdate?: string | undefined, readonly enddate?: string | undefined }): DateRange {
  if (startdate === undefined && enddate === undefined) return { from: undefined, until: undefined }
  return { from: day('startdate', startdate), until: endOfDay(day('enddate', enddate)) }
}
