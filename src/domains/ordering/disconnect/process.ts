import { defineOrder } from '../../../kernel/orders/define.ts'

/** The life of an order that gives numbers up. */
export const disconnect = defineOrder({
  type: 'disconnects',
  noun: 'disconnect order',
  states: { RECEIVED: 'system', COMPLETE: 'nobody', PARTIAL: 'nobody', FAILED: 'nobody' },
  initial: 'RECEIVED',
  moves: {
    complete: { from: ['RECEIVED'], to: 'COMPLETE' },
    completePartly: { from: ['RECEIVED'], to: 'PARTIAL' },
    fail: { from: ['RECEIVED'], to: 'FAILED' },
  },
  notify: ['COMPLETE', 'PARTIAL', 'FAILED'],
  tellsNumbers: true,
})
