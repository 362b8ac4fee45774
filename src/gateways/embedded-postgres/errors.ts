/** A failure of the embedded database, told in one line that an operator can act on. The origin is in `cause`. */
export class EmbeddedPostgresError extends Error {
  override name = 'EmbeddedPostgresError'
}

const REASONS = new Map([
  ['EACCES', 'permission denied'],
  ['EPERM', 'operation not permitted'],
  ['EROFS', 'the file system is read-only'],
  ['ENOSPC', 'no space left on the disk'],
  ['EDQUOT', 'the disk quota is used up'],
  ['ENOTDIR', 'not a directory'],
  ['EEXIST', 'not a directory'],
  ['ENOENT', 'no such file or directory'],
])

/** The system's error code (`ENOENT`) of a thrown value, or undefined when it has none. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

/**
 * Turns a failed file operation into one line: `action` says what was tried, with the path in it.
 * An error that is already for the operator passes through unchanged.
 */
export function explain(error: unknown, action: string): EmbeddedPostgresError {
  if (error instanceof EmbeddedPostgresError) return error
  const reason = REASONS.get(errorCode(error) ?? '') ?? (error instanceof Error ? error.message : String(error))
  return new EmbeddedPostgresError(`${action}: ${oneLine(reason)}`, { cause: error })
}

/** Runs `work`; what it throws becomes an `EmbeddedPostgresError` that begins with `action`. */
export async function explained<T>(action: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw explain(error, action)
  }
}

/** The result of a file operation, or undefined when the file does not exist. Other errors pass through. */
export async function unlessMissing<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    const code = errorCode(error)
    if (code === 'ENOENT' || code === 'ESRCH') return undefined
    throw error
  }
}

/**
 * The line that says why a PostgreSQL program ended, out of everything it wrote: its last fatal
 * line if there is one, else its last line, without the severity.
 */
export function lastComplaint(output: readonly string[]): string | undefined {
  const lines = output.map((line) => line.trim()).filter((line) => line !== '')
  const fatal = lines.findLast((line) => /\b(FATAL|PANIC|error):/.test(line))
  return (fatal ?? lines.at(-1))?.replace(/^.*?\b(FATAL|PANIC|ERROR|error):\s*/, '')
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ')
}
