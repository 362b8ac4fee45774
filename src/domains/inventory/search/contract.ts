import { z } from 'zod'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { AccountId } from '../../../kernel/contract/path-ids.ts'
import { singleError } from '../../../kernel/errors/envelopes.ts'
import { list } from '../../../kernel/xml/index.ts'

const MOST_NUMBERS = 5000

const Query = z.object({
  areaCode: z.string().optional(),
  npaNxx: z.string().optional(),
  npaNxxx: z.string().optional(),
  rateCenter: z.string().optional(),
  state: z.string().optional(),
  city: z.string().optional(),
  zip: z.string().optional(),
  lata: z.string().optional(),
  localVanity: z.string().optional(),
  tollFreeVanity: z.string().optional(),
  tollFreeWildCardPattern: z.string().optional(),
  quantity: z.int().min(1).max(MOST_NUMBERS).default(MOST_NUMBERS),
  enableTNDetail: z.boolean().default(false),
  lca: z.boolean().default(true).meta({ xml: { name: 'LCA' } }),
  endsIn: z.boolean().default(false),
  // Wrong values of these two have documented codes, so that they are read by hand.
  orderBy: z.string().optional().meta({ description: 'fullNumber, npaNxxx, npaNxx or areaCode' }),
  protected: z.string().optional().meta({ description: 'NONE, ONLY or MIXED' }),
})

const TelephoneNumberDetail = z.object({
  city: z.string().optional(),
  lata: z.int().optional().meta({ xml: { name: 'LATA' } }),
  rateCenter: z.string().optional(),
  state: z.string().optional(),
  fullNumber: z.string(),
})

/** Nothing found is `<SearchResult/>`: one of the public clients fails on an empty list. */
const SearchResult = z.object({
  resultCount: z.int().optional(),
  telephoneNumberList: list(z.string(), 'TelephoneNumber').optional(),
  telephoneNumberDetailList: list(TelephoneNumberDetail, 'TelephoneNumberDetail').optional(),
})

export const searchAvailableNumbers = operation({
  id: 'available-numbers-get',
  at: 'GET /accounts/{accountId}/availableNumbers',
  summary: 'Search orderable numbers by one or more geographic or vanity criteria',
  group: 'availableNumbers',
  params: z.object({ accountId: AccountId }),
  query: Query,
  replies: { 200: answers('SearchResult', SearchResult) },
  errors: singleError('SearchResult'),
  access: 'ROLE_API_SEARCH:view',
})
