import { defineOrder } from '../../../kernel/orders/define.ts'

/** The life of an order that lets imported numbers go. Its work begins when it comes: nobody sees it RECEIVED. */
export const removalOrder = defineOrder({
  type: 'removeImportedTnOrders',
  noun: 'removal order',
  states: { RECEIVED: 'system', PROCESSING: 'system', COMPLETE: 'nobody', PARTIAL: 'nobody', FAILED: 'nobody' },
  initial: 'RECEIVED',
  moves: {
    begin: { from: ['RECEIVED'], to: 'PROCESSING' },
    complete: { from: ['PROCESSING'], to: 'COMPLETE' },
    completePartly: { from: ['PROCESSING'], to: 'PARTIAL' },
    fail: { from: ['PROCESSING'], to: 'FAILED' },
  },
  notify: ['PROCESSING', 'COMPLETE', 'PARTIAL', 'FAILED'],
})
