import { defineOrder } from '../../../kernel/orders/define.ts'
import { doneOrNot } from '../notification-orders.ts'

/** The life of an order about the endpoints of a group; FAILED where some of them could not be moved. Nobody is told of it: no subscription is documented. */
export const endpointOrder = defineOrder({ type: 'emergencyEndpointGroup', noun: 'emergency notification endpoint order', ...doneOrNot, notify: [] })
