import { defineOrder } from '../../../kernel/orders/define.ts'
import { oneStep } from '../../../kernel/orders/lives.ts'

/** The life of an order about numbers that an account owns. */
export const externalOrder = defineOrder({
  type: 'externalTns',
  noun: 'external number order',
  ...oneStep,
  notify: ['COMPLETE', 'PARTIAL', 'FAILED'],
})
