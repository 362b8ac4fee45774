import { defineOrder } from '../../../kernel/orders/define.ts'
import { twoSteps } from '../../../kernel/orders/lives.ts'

/** The life of an order that sets options of numbers. */
export const tnOptionOrder = defineOrder({
  type: 'tnoptions',
  noun: 'TN option order',
  ...twoSteps,
  notify: ['RECEIVED', 'PROCESSING', 'COMPLETE', 'PARTIAL', 'FAILED'],
})
