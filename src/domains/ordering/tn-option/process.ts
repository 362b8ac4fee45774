import { defineOrder } from '../../../kernel/orders/define.ts'

/** The life of an order that sets options of numbers. */
export const tnOptionOrder = defineOrder({
  type: 'tnoptions',
  noun: 'TN option order',
  states: { RECEIVED: 'system', PROCESSING: 'system', COMPLETE: 'nobody', PARTIAL: 'nobody', FAILED: 'nobody' },
  initial: 'RECEIVED',
  moves: {
    begin: { from: ['RECEIVED'], to: 'PROCESSING' },
    complete: { from: ['PROCESSING'], to: 'COMPLETE' },
    completePartly: { from: ['PROCESSING'], to: 'PARTIAL' },
    fail: { from: ['PROCESSING'], to: 'FAILED' },
  },
  notify: ['RECEIVED', 'PROCESSING', 'COMPLETE', 'PARTIAL', 'FAILED'],
})
