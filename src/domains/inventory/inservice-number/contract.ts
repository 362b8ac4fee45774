import { z } from 'zod'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { AccountId, OpaqueId } from '../../../kernel/contract/path-ids.ts'
import { responseStatus } from '../../../kernel/errors/envelopes.ts'
import { named, repeated } from '../../../kernel/xml/index.ts'

const MOST_PER_PAGE = 10_000

const page = z.string().regex(/^([1-9]\d{0,5}|[2-9]\d{9}|\+[1-9]\d{6,14})$/, 'is neither a page number nor a number from a "next" link').default('1')
const shared = {
  page,
  size: z.int().min(1).max(MOST_PER_PAGE).default(300),
  lata: z.string().regex(/^\d{3,5}$/, 'is not a LATA').optional(),
  state: z.string().regex(/^[A-Za-z]{2}$/, 'is not a state').optional(),
  startdate: z.string().optional(),
  enddate: z.string().optional(),
}
const areaCode = z.string().regex(/^[2-9]\d\d$/, 'is not an area code').optional()
const exchange = z.string().regex(/^[2-9]\d\d[2-9]\d\d$/, 'is not an area code and exchange').optional()

const Query = z.object({ ...shared, areacode: areaCode, npanxx: exchange, ratecenter: z.string().optional() })
const SiteQuery = z.object({
  ...shared,
  areaCode,
  npaNxx: exchange,
  npaNxxx: z.string().regex(/^[2-9]\d\d[2-9]\d{3}$/, 'is not an area code, exchange and thousands digit').optional(),
  tier: z.int().min(0).max(5).optional(),
  rateCenter: z.string().optional(),
  city: z.string().optional(),
})

/** A list of numbers in the documented form: all that fit are counted, one page of them is shown. */
export const Tns = z.object({
  totalCount: z.int(),
  links: z.object({ first: named(z.string(), 'first'), next: named(z.string().optional(), 'next') }),
  telephoneNumbers: z.object({ count: z.int(), telephoneNumber: repeated(z.string()) }),
})

const access = 'ROLE_API_SEARCH:view'

export const listInserviceNumbers = operation({
  id: 'inservice-numbers-get',
  at: 'GET /accounts/{accountId}/inserviceNumbers',
  summary: 'List in-service numbers of the account, with filters',
  group: 'inserviceNumbers',
  params: z.object({ accountId: AccountId }),
  query: Query,
  replies: { 200: answers('TNs', Tns), 204: null },
  errors: responseStatus('TNs'),
  access,
})

export const listSiteInserviceNumbers = operation({
  id: 'sites-id-inservice-numbers-get',
  at: 'GET /accounts/{accountId}/sites/{siteId}/inserviceNumbers',
  summary: 'List in-service numbers of a site, with filters',
  group: 'sites',
  params: z.object({ accountId: AccountId, siteId: OpaqueId }),
  query: SiteQuery,
  replies: { 200: answers('TNs', Tns) },
  errors: responseStatus('TNs'),
  access,
})

export const countInserviceNumbers = operation({
  id: 'inservice-numbers-totals-get',
  at: 'GET /accounts/{accountId}/inserviceNumbers/totals',
  summary: 'Count in-service numbers of the account',
  group: 'inserviceNumbers',
  params: z.object({ accountId: AccountId }),
  replies: { 200: answers('Quantity', z.object({ count: z.int() })) },
  errors: responseStatus('Quantity'),
  access,
})

export const countSiteNumbers = operation({
  id: 'sites-id-totaltns-get',
  at: 'GET /accounts/{accountId}/sites/{siteId}/totaltns',
  summary: 'Count in-service numbers of a site',
  group: 'sites',
  params: z.object({ accountId: AccountId, siteId: OpaqueId }),
  replies: { 200: answers('SiteTNsResponse', z.object({ siteTNs: z.object({ totalCount: z.int() }) })) },
  errors: responseStatus('SiteTNsResponse'),
  access,
})

export const checkInserviceNumber = operation({
  id: 'inservice-numbers-id-get',
  at: 'GET /accounts/{accountId}/inserviceNumbers/{tn}',
  summary: 'Say whether the account holds a given number in service',
  group: 'inserviceNumbers',
  params: z.object({ accountId: AccountId, tn: OpaqueId }),
  replies: { 200: null },
  errors: responseStatus('TNs'),
  access,
})
