import { z } from 'zod'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { responseStatus } from '../../../kernel/errors/envelopes.ts'
import { ROLE_ADMIN } from '../../accounts/index.ts'
import { limitErrors } from './errors.ts'

const shared = {
  group: 'admin', errors: responseStatus('AdminResponse'), invalid: limitErrors.invalid, source: 'our own', prefers: 'json',
  params: z.object({ account: z.string().regex(/^\d{1,9}$/).transform(Number) }),
} as const

const HIGHEST = 2_147_483_647
const Limits = z.object({
  numbersPerOrder: z.int().min(1).max(HIGHEST).optional(),
  numbersInService: z.int().min(0).max(HIGHEST).optional(),
  openBackOrders: z.int().min(0).max(HIGHEST).optional(),
})
/** How much an account may order; what is absent is not limited. */
export type Limits = z.output<typeof Limits>

export const getLimits = operation({
  ...shared, id: 'admin-accounts-id-limits-get', at: 'GET /admin/accounts/{account}/limits',
  summary: 'How much an account may order.', access: `${ROLE_ADMIN}:view`, replies: { 200: answers('AdminLimits', Limits.meta({ id: 'AdminLimits' })) },
})

export const putLimits = operation({
  ...shared, id: 'admin-accounts-id-limits-put', at: 'PUT /admin/accounts/{account}/limits',
  summary: 'Say how much an account may order, in place of what was said before; what is left out is not limited.',
  access: `${ROLE_ADMIN}:update`, audit: 'own',
  body: Limits.meta({ id: 'AdminLimitsWanted', xml: { name: 'AdminLimits' } }), replies: { 200: answers('AdminLimits', Limits.meta({ id: 'AdminLimits' })) },
})
