import { defineOrder } from '../../../kernel/orders/define.ts'
import { doneOrNot } from '../notification-orders.ts'

/** The life of an order that makes, changes or removes a group of recipients. Nobody is told of it: no subscription is documented. */
export const groupOrder = defineOrder({ type: 'emergencyNotificationGroup', noun: 'emergency notification group order', ...doneOrNot, notify: [] })
