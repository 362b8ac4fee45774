import { defineOrder } from '../../../kernel/orders/define.ts'
import { twoSteps } from '../../../kernel/orders/lives.ts'

/** The life of an emergency order. Adjusted: an address was mended into one that exists. */
export const e911Order = defineOrder({
  type: 'e911s',
  noun: 'E911 order',
  states: { ...twoSteps.states, ADJUSTED_COMPLETE: 'nobody', ADJUSTED_PARTIAL: 'nobody' },
  initial: twoSteps.initial,
  moves: {
    ...twoSteps.moves,
    completeAdjusted: { from: ['PROCESSING'], to: 'ADJUSTED_COMPLETE' },
    completePartlyAdjusted: { from: ['PROCESSING'], to: 'ADJUSTED_PARTIAL' },
  },
  notify: ['RECEIVED', 'PROCESSING', 'COMPLETE', 'ADJUSTED_COMPLETE', 'PARTIAL', 'ADJUSTED_PARTIAL', 'FAILED'],
})

export type E911Move = keyof typeof e911Order.moves
