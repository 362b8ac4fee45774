import { defineOrder } from '../../../kernel/orders/define.ts'

/** The life of an order that imports numbers for hosted messaging. Its work begins when it comes: nobody sees it RECEIVED. */
export const importOrder = defineOrder({
  type: 'importtnorders',
  noun: 'import order',
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
