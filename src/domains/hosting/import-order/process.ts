import { defineOrder } from '../../../kernel/orders/define.ts'
import { twoSteps } from '../two-steps.ts'

/** An order that imports numbers for hosted messaging. */
export const importOrder = defineOrder({ type: 'importtnorders', noun: 'import order', ...twoSteps })
