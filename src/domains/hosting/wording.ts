import type { Decision } from '../../kernel/orders/engine.ts'
import type { LineOutcome } from '../../kernel/orders/lines.ts'
import { endOf } from '../../kernel/orders/lives.ts'

export const IMPORT = 'Import TN order'
export const REMOVAL = 'Remove Imported TN order'

/** What the history says of an order when it came. */
export const received = (noun: string): string => `${noun} is received.`

/** Its work begins: subscribers and history have documented words of their own. */
export const begun = (noun: string) => ({ move: 'begin', message: `${noun} processing has started.`, note: `${noun} is processing.` }) as const

const words = { complete: 'complete', completePartly: 'partial', fail: 'failed' } as const

/** The end of an order whose numbers each worked or did not. */
export function ended(noun: string, lines: readonly LineOutcome[]): Decision<'complete' | 'completePartly' | 'fail'> {
  const { move, done } = endOf(lines)
  return { move, lines, message: `${noun} is ${words[move]}.`, summary: `${done} of ${lines.length} numbers` }
}
