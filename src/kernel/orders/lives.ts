import type { LineOutcome } from './lines.ts'

/** Lives that several types of order have. A type adds its name, and says which states subscribers are told of. */

/** Done in one step: all of it, part of it or nothing. */
export const oneStep = {
  states: { RECEIVED: 'system', COMPLETE: 'nobody', PARTIAL: 'nobody', FAILED: 'nobody' },
  initial: 'RECEIVED',
  moves: {
    complete: { from: ['RECEIVED'], to: 'COMPLETE' },
    completePartly: { from: ['RECEIVED'], to: 'PARTIAL' },
    fail: { from: ['RECEIVED'], to: 'FAILED' },
  },
} as const

/** Begun, then done: all of it, part of it or nothing. */
export const twoSteps = {
  states: { RECEIVED: 'system', PROCESSING: 'system', COMPLETE: 'nobody', PARTIAL: 'nobody', FAILED: 'nobody' },
  initial: 'RECEIVED',
  moves: {
    begin: { from: ['RECEIVED'], to: 'PROCESSING' },
    complete: { from: ['PROCESSING'], to: 'COMPLETE' },
    completePartly: { from: ['PROCESSING'], to: 'PARTIAL' },
    fail: { from: ['PROCESSING'], to: 'FAILED' },
  },
} as const

/** The last move of such an order, by what became of its lines, and how many of them worked. */
export function endOf(lines: readonly LineOutcome[]): { readonly move: 'complete' | 'completePartly' | 'fail', readonly done: number } {
  const done = lines.filter(({ problem }) => problem === undefined).length
  return { done, move: done === lines.length && done > 0 ? 'complete' : done > 0 ? 'completePartly' : 'fail' }
}
