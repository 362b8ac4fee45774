import { z } from 'zod'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { AccountId, OpaqueId } from '../../../kernel/contract/path-ids.ts'
import { responseStatus } from '../../../kernel/errors/envelopes.ts'
import { repeated } from '../../../kernel/xml/index.ts'

const MOST_PER_PAGE = 10_000

const Query = z.object({
  page: z.string().regex(/^([1-9]\d{0,5}|[2-9]\d{9})$/, 'is neither a page number nor a number from a "next" link').default('1'),
  size: z.int().min(1).max(MOST_PER_PAGE).default(300),
  areacode: z.string().regex(/^[2-9]\d\d$/, 'is not an area code').optional(),
  npanxx: z.string().regex(/^[2-9]\d\d[2-9]\d\d$/, 'is not an area code and exchange').optional(),
  lata: z.string().regex(/^\d{1,5}$/, 'is not a LATA').optional(),
  state: z.string().regex(/^[A-Za-z]{2}$/, 'is not a state').optional(),
  ratecenter: z.string().optional(),
  startdate: z.string().optional(),
  enddate: z.string().optional(),
})
export type InserviceQuery = z.output<typeof Query>

const Tns = z.object({
  totalCount: z.int(),
  links: z.object({ first: z.string().meta({ xml: { name: 'first' } }), next: z.string().optional().meta({ xml: { name: 'next' } }) }),
  telephoneNumbers: z.object({ count: z.int(), telephoneNumber: repeated(z.string()) }),
})

export const listInserviceNumbers = operation({
  id: 'inservice-numbers-get',
  at: 'GET /accounts/{accountId}/inserviceNumbers',
  summary: 'List in-service numbers of the account, with filters',
  group: 'inserviceNumbers',
  params: z.object({ accountId: AccountId }),
  query: Query,
  replies: { 200: answers('TNs', Tns), 204: null },
  errors: responseStatus('TNs'),
  access: 'ROLE_API_SEARCH:view',
})

export const countInserviceNumbers = operation({
  id: 'inservice-numbers-totals-get',
  at: 'GET /accounts/{accountId}/inserviceNumbers/totals',
  summary: 'Count in-service numbers of the account',
  group: 'inserviceNumbers',
  params: z.object({ accountId: AccountId }),
  replies: { 200: answers('Quantity', z.object({ count: z.int() })) },
  errors: responseStatus('Quantity'),
  access: 'ROLE_API_SEARCH:view',
})

export const checkInserviceNumber = operation({
  id: 'inservice-numbers-id-get',
  at: 'GET /accounts/{accountId}/inserviceNumbers/{tn}',
  summary: 'Say whether the account holds a given number in service',
  group: 'inserviceNumbers',
  params: z.object({ accountId: AccountId, tn: OpaqueId }),
  replies: { 200: null },
  errors: responseStatus('TNs'),
  access: 'ROLE_API_SEARCH:view',
})
