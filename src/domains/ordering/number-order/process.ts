import { defineOrder } from '../../../kernel/orders/define.ts'

/** The life of an order for new numbers. BACKORDERED joins with the issue that builds back orders. */
export const numberOrder = defineOrder({
  type: 'orders',
  noun: 'new number order',
  states: { RECEIVED: 'system', COMPLETE: 'nobody', PARTIAL: 'nobody', FAILED: 'nobody' },
  initial: 'RECEIVED',
  moves: {
    complete: { from: ['RECEIVED'], to: 'COMPLETE' },
    completePartly: { from: ['RECEIVED'], to: 'PARTIAL' },
    fail: { from: ['RECEIVED'], to: 'FAILED' },
  },
  notify: ['COMPLETE', 'PARTIAL', 'FAILED'],
})
