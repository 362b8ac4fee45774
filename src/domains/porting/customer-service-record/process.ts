import { defineOrder } from '../../../kernel/orders/define.ts'

/** The life of an order that looks up a customer service record. More information starts the question over. */
export const csrOrder = defineOrder({
  type: 'csrs',
  noun: 'customer service record order',
  states: {
    RECEIVED: 'system', PROCESSING: 'carrier', ACTION_REQUIRED: 'customer', REQUESTED_CANCEL: 'carrier',
    COMPLETE: 'nobody', FAILED: 'nobody', CANCELLED: 'nobody',
  },
  initial: 'RECEIVED',
  moves: {
    begin: { from: ['RECEIVED'], to: 'PROCESSING' },
    amend: { from: ['RECEIVED'], to: 'RECEIVED' },
    askForMore: { from: ['PROCESSING'], to: 'ACTION_REQUIRED' },
    tellMore: { from: ['PROCESSING', 'ACTION_REQUIRED'], to: 'PROCESSING' },
    complete: { from: ['PROCESSING'], to: 'COMPLETE' },
    fail: { from: ['PROCESSING'], to: 'FAILED' },
    requestCancel: { from: ['RECEIVED', 'PROCESSING', 'ACTION_REQUIRED'], to: 'REQUESTED_CANCEL' },
    cancel: { from: ['REQUESTED_CANCEL'], to: 'CANCELLED' },
  },
  notify: ['ACTION_REQUIRED', 'COMPLETE', 'FAILED'],
})
export type CsrMove = keyof typeof csrOrder.moves
