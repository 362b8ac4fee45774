import { defineOrder } from '../../../kernel/orders/define.ts'
import { twoSteps } from '../../../kernel/orders/lives.ts'

/** The life of an order for listings. Until it is handed over it can be changed. */
export const dldaOrder = defineOrder({
  type: 'dldas',
  noun: 'DL/DA order',
  ...twoSteps,
  moves: { amend: { from: ['RECEIVED'], to: 'RECEIVED' }, ...twoSteps.moves },
  notify: ['RECEIVED', 'PROCESSING', 'COMPLETE', 'PARTIAL', 'FAILED'],
})
