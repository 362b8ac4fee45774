import { pino, type Logger as PinoLogger, type LevelWithSilent } from 'pino'

/** A structured logger. Request and order ids travel as fields, never inside the message. */
export type Logger = Pick<PinoLogger, 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'child'>

/** Fields that must never reach a log, whatever object they hang on. */
const SECRET_PATHS = ['password', '*.password', 'authorization', '*.authorization', 'headers.authorization', 'secret']

/** Lines are written together, at the latest after this time, and all of them when the process ends by itself. */
const FLUSH_MS = 100
const FLUSH_BYTES = 12_288

/** The root logger of a process: one JSON line each on standard error, so standard output stays for people. */
export function createLogger(level: LevelWithSilent): Logger {
  return pino(
    { level, base: undefined, redact: { paths: SECRET_PATHS, censor: '[secret]' }, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: false, minLength: FLUSH_BYTES, periodicFlush: FLUSH_MS }),
  )
}
