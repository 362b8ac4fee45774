import { ORDERABLE } from './combinations.ts'
import { givenIn, type Criteria } from './criteria.ts'
import { searchErrors } from './errors.ts'
import type { ProtectedFilter } from './statement.ts'

/** The fields that answers can be ordered by. */
export const ORDERS = ['fullNumber', 'npaNxxx', 'npaNxx', 'areaCode'] as const

/** Reads `protected`: MIXED unless given. Throws 4022. */
export function readProtected(text: string | undefined): ProtectedFilter {
  const value = text?.trim() || 'MIXED'
  if (value === 'NONE' || value === 'ONLY' || value === 'MIXED') return value
  throw searchErrors.protectedInvalid({ value })
}

/** Whether the answer is to be ordered. Throws 4020 for an unknown field, 4021 where the criteria do not allow it. */
export function isOrdered(text: string | undefined, criteria: Criteria): boolean {
  const orderBy = text?.trim()
  if (!orderBy) return false
  if (!ORDERS.some((field) => field === orderBy)) throw searchErrors.orderByInvalid({ orderBy, allowed: ORDERS.join(', ') })
  const given = givenIn(criteria)
  if (ORDERABLE.some((criterion) => given.has(criterion))) return true
  throw searchErrors.orderByUnusable({ criteria: ORDERABLE.join(', ') })
}
