import { Logger as GraphileLogger } from 'graphile-worker'
import type { Logger } from './logger.ts'

/** The job queue's own messages, in our log: its chatter at trace level, its troubles at theirs. */
export function quietLogger(log: Logger): GraphileLogger {
  return new GraphileLogger(() => (level, message, meta) => {
    if (level === 'error') log.error({ meta }, message)
    else if (level === 'warning') log.warn({ meta }, message)
    else log.trace({ meta }, message)
  })
}
