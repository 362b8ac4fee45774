import { z } from 'zod'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { AccountId, OpaqueId } from '../../../kernel/contract/path-ids.ts'
import { responseStatus, singleError } from '../../../kernel/errors/envelopes.ts'
import { list, repeated } from '../../../kernel/xml/index.ts'

const MOST_PER_PAGE = 1000

const AvailableExchange = z.object({ city: z.string(), npa: z.string(), nxx: z.string(), quantity: z.int(), state: z.string() })

export const listAvailableNpaNxx = operation({
  id: 'available-npa-nxx-get',
  at: 'GET /accounts/{accountId}/availableNpaNxx',
  summary: 'Count orderable numbers per exchange of an area code or state',
  group: 'availableNpaNxx',
  params: z.object({ accountId: AccountId }),
  query: z.object({ areaCode: z.string().optional(), state: z.string().optional(), quantity: z.int().min(1).optional() }),
  replies: {
    200: answers('SearchResultForAvailableNpaNxx', z.object({ availableNpaNxxList: list(AvailableExchange, 'AvailableNpaNxx') })),
  },
  errors: singleError('SearchResultForAvailableNpaNxx'),
  access: 'ROLE_API_SEARCH:view',
})

const StateQuery = z.object({
  available: z.boolean().default(false), supported: z.boolean().default(false), state: z.string().optional(),
})
export type StateQuery = z.output<typeof StateQuery>

const RateCenterItem = z.object({ abbreviation: z.string(), availableTelephoneNumberCount: z.int().optional(), name: z.string() })

export const listRateCenters = operation({
  id: 'rate-centers-get',
  at: 'GET /rateCenters',
  summary: 'List rate centers of a state that are covered, or that have orderable numbers',
  group: 'rateCenters',
  query: StateQuery,
  replies: { 200: answers('RateCenterResponse', z.object({ resultCount: z.int(), rateCenters: list(RateCenterItem, 'RateCenter') })) },
  errors: responseStatus('RateCenterResponse'),
  access: 'ROLE_API_SEARCH:view',
})

const CityItem = z.object({ rcAbbreviation: z.string(), availableTelephoneNumberCount: z.int().optional(), name: z.string() })

export const listCities = operation({
  id: 'cities-get',
  at: 'GET /cities',
  summary: 'List cities of a state that are covered, or that have orderable numbers, with their rate centers',
  group: 'cities',
  query: StateQuery,
  replies: { 200: answers('CityResponse', z.object({ resultCount: z.int(), cities: list(CityItem, 'City') })) },
  errors: responseStatus('CityResponse'),
  access: 'ROLE_API_SEARCH:view',
})

const CoveredRateCenter = z.object({
  name: z.string(),
  abbreviation: z.string(),
  state: z.string(),
  lata: z.int().optional(),
  availableNumberCount: z.int(),
  limitedAvailableNumberCount: z.int(),
  zipCodes: list(z.string(), 'ZipCode').optional(),
  cities: list(z.string(), 'City').optional(),
  tiers: list(z.int(), 'Tier'),
  npaNxxXs: list(z.string(), 'NpaNxxX').optional(),
  id: z.int(),
  localRateCenters: list(z.int(), 'RateCenterId').optional(),
})

// Wrong values of page, tier and embed have documented codes, so that they are read by hand.
const CoveredQuery = z.object({
  page: z.string().default('1'),
  size: z.int().min(1).max(MOST_PER_PAGE).default(500),
  state: z.string().optional(),
  abbreviation: z.string().optional(),
  name: z.string().optional(),
  zip: z.string().optional(),
  city: z.string().optional(),
  lata: z.string().optional(),
  tier: z.string().optional(),
  npa: z.string().optional(),
  npaNxx: z.string().optional(),
  npaNxxX: z.string().optional(),
  embed: z.array(z.string()).default([]),
})
export type CoveredQuery = z.output<typeof CoveredQuery>

export const listCoveredRateCenters = operation({
  id: 'covered-rate-centers-get',
  at: 'GET /coveredRateCenters',
  summary: 'List covered rate centers, with filters and what is embedded on request',
  group: 'coveredRateCenters',
  query: CoveredQuery,
  replies: {
    200: answers('CoveredRateCenters', z.object({
      totalCount: z.int(),
      links: z.object({ first: z.string().meta({ xml: { name: 'first' } }), next: z.string().optional().meta({ xml: { name: 'next' } }) }),
      coveredRateCenter: repeated(CoveredRateCenter),
    })),
    // Documented without its meaning, and never given.
    303: null,
  },
  errors: responseStatus('CoveredRateCenters'),
  access: 'ROLE_API_SEARCH:view',
})

export const getCoveredRateCenter = operation({
  id: 'covered-rate-centers-id-get',
  at: 'GET /coveredRateCenters/{rateCenterId}',
  summary: 'Read one covered rate center with everything that can be embedded',
  group: 'coveredRateCenters',
  params: z.object({ rateCenterId: OpaqueId }),
  replies: { 200: answers('CoveredRateCenter', CoveredRateCenter) },
  errors: responseStatus('CoveredRateCenter'),
  access: 'ROLE_API_SEARCH:view',
})
