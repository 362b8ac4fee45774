import { defineOrder } from '../../../kernel/orders/define.ts'

/** An order that declares numbers to be with end users, or not. It is done while its sender waits, so nobody sees it RECEIVED. */
export const numberAssignment = defineOrder({
  type: 'numbersAssignment',
  noun: 'number assignment order',
  states: { RECEIVED: 'system', COMPLETE: 'nobody', PARTIAL: 'nobody', FAILED: 'nobody' },
  initial: 'RECEIVED',
  moves: {
    complete: { from: ['RECEIVED'], to: 'COMPLETE' },
    completePartly: { from: ['RECEIVED'], to: 'PARTIAL' },
    fail: { from: ['RECEIVED'], to: 'FAILED' },
  },
  notify: [],
})
