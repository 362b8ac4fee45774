import { orderErrors } from './errors.ts'

const LONGEST = 50

/** Throws 8001 for a caller name that is too long and 8002 for one with other characters than those of the documented examples. */
export function checkCallerName(name: string | undefined): void {
  if (!name) return
  if (name.length > LONGEST) throw orderErrors.callerNameLong({ name })
  if (!/^[A-Za-z0-9 -]+$/.test(name)) throw orderErrors.callerNameForm({ name })
}
