import { Logger as GraphileLogger } from 'graphile-worker'
import type { Logger } from './logger.ts'

/**
 * The job queue's own messages, in our log: its chatter at trace level, its troubles as errors. Its warnings are about
 * settings that we chose on purpose, or about an end that the worker reports itself.
 */
export function quietLogger(log: Logger): GraphileLogger {
  return new GraphileLogger(() => (level, message, meta) => {
    if (level === 'error') log.error({ meta }, message)
    else if (level === 'warning') log.debug({ meta }, message)
    else log.trace({ meta }, message)
  })
}
