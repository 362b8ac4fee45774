import { defineOrder } from '../../../kernel/orders/define.ts'
import { oneStep } from '../../../kernel/orders/lives.ts'

/** The life of an order that gives numbers up. */
export const disconnect = defineOrder({
  type: 'disconnects',
  noun: 'disconnect order',
  ...oneStep,
  notify: ['COMPLETE', 'PARTIAL', 'FAILED'],
  tellsNumbers: true,
})
