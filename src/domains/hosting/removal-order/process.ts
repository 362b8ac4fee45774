import { defineOrder } from '../../../kernel/orders/define.ts'
import { twoSteps } from '../two-steps.ts'

/** An order that lets imported numbers go. */
export const removalOrder = defineOrder({ type: 'removeImportedTnOrders', noun: 'removal order', ...twoSteps })
