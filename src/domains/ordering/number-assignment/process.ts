import { defineOrder } from '../../../kernel/orders/define.ts'
import { oneStep } from '../../../kernel/orders/lives.ts'

/** An order that declares numbers to be with end users, or not. It is done while its sender waits, so nobody sees it RECEIVED. */
export const numberAssignment = defineOrder({
  type: 'numbersAssignment',
  noun: 'number assignment order',
  ...oneStep,
  notify: [],
})
