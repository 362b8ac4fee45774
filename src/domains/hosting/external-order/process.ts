import { defineOrder } from '../../../kernel/orders/define.ts'

/** The life of an order about numbers that an account owns. */
export const externalOrder = defineOrder({
  type: 'externalTns',
  noun: 'external number order',
  states: { RECEIVED: 'system', COMPLETE: 'nobody', PARTIAL: 'nobody', FAILED: 'nobody' },
  initial: 'RECEIVED',
  moves: {
    complete: { from: ['RECEIVED'], to: 'COMPLETE' },
    completePartly: { from: ['RECEIVED'], to: 'PARTIAL' },
    fail: { from: ['RECEIVED'], to: 'FAILED' },
  },
  notify: ['COMPLETE', 'PARTIAL', 'FAILED'],
})
