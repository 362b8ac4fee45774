import type { Decision } from '../../kernel/orders/engine.ts'
import type { LineOutcome } from '../../kernel/orders/lines.ts'

export const IMPORT = 'Import TN order'
export const REMOVAL = 'Remove Imported TN order'

/** What the history says of an order when it came. */
export const received = (noun: string): string => `${noun} is received.`

/** Its work begins: subscribers and history have documented words of their own. */
export const begun = (noun: string) => ({ move: 'begin', message: `${noun} processing has started.`, note: `${noun} is processing.` }) as const

/** The end of an order whose numbers each worked or did not. */
export function ended(noun: string, lines: readonly LineOutcome[]): Decision<'complete' | 'completePartly' | 'fail'> {
  const done = lines.filter(({ problem }) => problem === undefined).length
  const [move, word] = done === lines.length ? ['complete', 'complete'] as const : done > 0 ? ['completePartly', 'partial'] as const : ['fail', 'failed'] as const
  return { move, lines, message: `${noun} is ${word}.`, summary: `${done} of ${lines.length} numbers` }
}
