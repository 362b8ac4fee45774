import { z } from 'zod'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { AccountId } from '../../../kernel/contract/path-ids.ts'
import { responseStatus } from '../../../kernel/errors/envelopes.ts'
import { Tns } from '../inservice-number/contract.ts'

const MOST_PER_PAGE = 10_000
const dates = { startdate: z.string().optional(), enddate: z.string().optional() }
const shared = { group: 'discnumbers', params: z.object({ accountId: AccountId }), access: 'ROLE_API_SEARCH:view' } as const

export const listDisconnectedNumbers = operation({
  ...shared,
  id: 'discnumbers-get',
  at: 'GET /accounts/{accountId}/discnumbers',
  summary: 'List the numbers that the account has given up and not got back.',
  query: z.object({ page: z.string().default('1'), size: z.int().min(1).max(MOST_PER_PAGE).default(300), ...dates }),
  replies: { 200: answers('TNs', Tns) },
  errors: responseStatus('TNs'),
})

export const countDisconnectedNumbers = operation({
  ...shared,
  id: 'discnumbers-totals-get',
  at: 'GET /accounts/{accountId}/discnumbers/totals',
  summary: 'Count the numbers that the account has given up and not got back.',
  query: z.object(dates),
  replies: { 200: answers('Quantity', z.object({ count: z.int() })) },
  errors: responseStatus('Quantity'),
})
