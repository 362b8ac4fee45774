import { defineOrder } from '../../../kernel/orders/define.ts'
import { twoSteps } from '../../../kernel/orders/lives.ts'

/** An order that imports numbers for hosted messaging. Its work begins when it comes: only its history has RECEIVED. */
export const importOrder = defineOrder({ type: 'importtnorders', noun: 'import order', ...twoSteps, notify: ['PROCESSING', 'COMPLETE', 'PARTIAL', 'FAILED'] })
