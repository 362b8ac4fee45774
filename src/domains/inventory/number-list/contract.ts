import { z } from 'zod'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { responseStatus } from '../../../kernel/errors/envelopes.ts'
import { list, named, repeated } from '../../../kernel/xml/index.ts'

const Listed = z.object({
  city: z.string().optional(),
  lata: z.int().optional(),
  state: z.string().optional(),
  fullNumber: z.string(),
  tier: z.int(),
  vendorId: z.int(),
  vendorName: z.string(),
  rateCenter: z.string().optional(),
  status: z.string(),
  accountId: z.int(),
  lastModified: z.date(),
  inServiceDate: z.date().optional(),
})

const Numbers = z.object({
  telephoneNumberCount: z.int(),
  links: z.object({ first: named(z.string(), 'first'), next: named(z.string().optional(), 'next') }),
  telephoneNumbers: list(Listed, 'TelephoneNumber'),
  errorList: list(z.object({ code: z.int(), description: z.string(), telephoneNumbers: list(z.string(), 'TelephoneNumber') }), 'Error').optional(),
}).meta({ id: 'TelephoneNumbers' })

const shared = {
  group: 'tns', replies: { 200: answers('TelephoneNumbersResponse', Numbers) }, errors: responseStatus('TelephoneNumbersResponse'),
  access: 'ROLE_API_SEARCH:view',
} as const

const MOST_PER_PAGE = 5000

const Query = z.object({
  page: z.string().default('1'),
  size: z.int().min(1).max(MOST_PER_PAGE).default(500),
  accountId: z.int().optional(),
  account: z.int().optional().meta({ description: 'The same as accountId.' }),
  city: z.string().optional(),
  fullNumber: z.string().optional(),
  host: z.string().max(255).optional(),
  lata: z.string().regex(/^\d{3,5}$/, 'is not a LATA').optional(),
  npa: z.string().optional(),
  npaNxx: z.string().optional(),
  npaNxxX: z.string().optional(),
  service: z.string().optional(),
  rateCenter: z.string().optional(),
  state: z.string().regex(/^[A-Za-z]{2}$/, 'is not a state').optional(),
  tier: z.int().min(0).max(5).optional(),
})
export type NumberQuery = z.output<typeof Query>

export const listTelephoneNumbers = operation({
  ...shared,
  id: 'tns-get',
  at: 'GET /tns',
  summary: "List numbers of the caller's accounts, with filters",
  query: Query,
})

export const lookUpTelephoneNumbers = operation({
  ...shared,
  id: 'tns-post',
  audit: { none: 'it searches' },
  at: 'POST /tns',
  summary: "Look up a given list of numbers on the caller's accounts",
  body: z.object({ tns: repeated(z.string(), 'Tn').optional() }).meta({ id: 'TnList', xml: { name: 'TnList' } }),
})
