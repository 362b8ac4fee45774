import { defineOrder } from '../../../kernel/orders/define.ts'
import { twoSteps } from '../../../kernel/orders/lives.ts'

/** The life of an order for calling names. Subscriptions call it `lidb`, its resource is `lidbs`. */
export const lidbOrder = defineOrder({ type: 'lidb', noun: 'LIDB order', ...twoSteps, notify: ['PROCESSING', 'COMPLETE', 'PARTIAL', 'FAILED'] })
