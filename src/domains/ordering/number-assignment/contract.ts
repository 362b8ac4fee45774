import { z } from 'zod'
import { AccountId, OpaqueId } from '../../../kernel/contract/path-ids.ts'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { responseStatusOrMissing } from '../../../kernel/errors/description-only.ts'
import { commonQuery, OrderSummary } from '../../../kernel/orders/list/contract.ts'
import { list, repeated } from '../../../kernel/xml/index.ts'
import { assignmentErrors } from './errors.ts'

const ROOT = 'TelephoneNumbersAssignmentOrderResponse'

const AssignmentRequest = z.object({
  customerOrderId: z.string().optional(),
  action: z.string().optional(),
  telephoneNumbers: list(z.string(), 'TelephoneNumber').optional(),
}).meta({ id: 'NumberAssignmentRequest', xml: { name: 'TelephoneNumbersAssignmentOrder' } })
export type AssignmentRequest = z.output<typeof AssignmentRequest>

const AssignmentState = z.object({
  orderCreateDate: z.date(),
  accountId: z.int(),
  createdByUser: z.string(),
  orderId: z.string(),
  processingStatus: z.string(),
  totalQuantity: z.int(),
  failedQuantity: z.int(),
  telephoneNumbersAssignmentOrder: AssignmentRequest,
  errors: list(z.object({ code: z.int(), description: z.string(), telephoneNumbers: list(z.string(), 'TelephoneNumber') }), 'Error').optional(),
}).meta({ id: 'NumberAssignmentState' })
export type AssignmentState = z.output<typeof AssignmentState>

const shared = { group: 'numbersAssignment', errors: responseStatusOrMissing(ROOT), invalid: assignmentErrors.invalid } as const

export const createAssignment = operation({
  ...shared,
  id: 'numbers-assignment-post',
  at: 'POST /accounts/{accountId}/numbersAssignment',
  summary: 'Declare numbers to be with end users, or not.',
  params: z.object({ accountId: AccountId }),
  body: AssignmentRequest,
  replies: { 201: answers(ROOT, AssignmentState) },
  access: 'ROLE_API_ORDERING:update',
})

export const getAssignment = operation({
  ...shared,
  id: 'numbers-assignment-id-get',
  at: 'GET /accounts/{accountId}/numbersAssignment/{orderid}',
  summary: 'Read an assignment order.',
  params: z.object({ accountId: AccountId, orderid: OpaqueId }),
  replies: { 200: answers(ROOT, AssignmentState) },
  access: 'ROLE_API_ORDERING:view',
})

export const listAssignments = operation({
  ...shared,
  id: 'numbers-assignment-get',
  at: 'GET /accounts/{accountId}/numbersAssignment',
  summary: 'List the assignment orders of an account, newest first.',
  params: z.object({ accountId: AccountId }),
  query: z.object({
    ...commonQuery,
    orderIdFragment: z.string().optional(),
    action: z.string().optional(),
  }),
  replies: {
    200: answers('TelephoneNumbersAssignmentOrders', z.object({
      totalCount: z.int(),
      telephoneNumbersAssignmentOrderSummary: repeated(OrderSummary.omit({ customerOrderId: true })),
    }).meta({ id: 'NumberAssignmentList' })),
  },
  access: 'ROLE_API_ORDERING:view',
})
