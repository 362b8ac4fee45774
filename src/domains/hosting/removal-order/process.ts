import { defineOrder } from '../../../kernel/orders/define.ts'
import { twoSteps } from '../../../kernel/orders/lives.ts'

/** An order that lets imported numbers go. Its work begins when it comes: only its history has RECEIVED. */
export const removalOrder = defineOrder({ type: 'removeImportedTnOrders', noun: 'removal order', ...twoSteps, notify: ['PROCESSING', 'COMPLETE', 'PARTIAL', 'FAILED'] })
