import { defineOrder } from '../../../kernel/orders/define.ts'

/** The life of an order for new numbers. A back order stays BACKORDERED through every try that does not fill it. */
export const numberOrder = defineOrder({
  type: 'orders',
  noun: 'new number order',
  states: { RECEIVED: 'system', BACKORDERED: 'system', COMPLETE: 'nobody', PARTIAL: 'nobody', FAILED: 'nobody' },
  initial: 'RECEIVED',
  moves: {
    complete: { from: ['RECEIVED', 'BACKORDERED'], to: 'COMPLETE' },
    completePartly: { from: ['RECEIVED'], to: 'PARTIAL' },
    fail: { from: ['RECEIVED'], to: 'FAILED' },
    backOrder: { from: ['RECEIVED'], to: 'BACKORDERED' },
    retry: { from: ['BACKORDERED'], to: 'BACKORDERED' },
    closePartly: { from: ['BACKORDERED'], to: 'PARTIAL' },
    closeEmpty: { from: ['BACKORDERED'], to: 'FAILED' },
  },
  notify: ['COMPLETE', 'PARTIAL', 'BACKORDERED', 'FAILED'],
  tellsNumbers: true,
})
