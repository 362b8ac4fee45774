import { z } from 'zod'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { AccountId } from '../../../kernel/contract/path-ids.ts'
import { responseStatusOrMissing } from '../../../kernel/errors/description-only.ts'
import { list, named } from '../../../kernel/xml/index.ts'
import { Address, ROLE_API_ACCOUNT } from '../../accounts/index.ts'
import { emergencyErrors } from '../errors.ts'

const StoredAddress = Address.extend({ endpointCount: z.int(), validationStatus: z.enum(['VALID', 'INVALID']) })

export const listAddresses = operation({
  id: 'addresses-get',
  at: 'GET /accounts/{accountId}/addresses',
  summary: 'List the emergency and other addresses stored on the account.',
  group: 'addresses',
  params: z.object({ accountId: AccountId }),
  query: z.object({
    type: z.string().max(20).optional().meta({ description: 'E911, Dlda, Service or Billing; needed unless e911locationid is given.' }),
    e911locationid: z.string().max(128).optional(),
    suggestions: z.string().max(128).optional().meta({ description: 'Text that the location id has in it.' }),
    page: z.string().regex(/^(\d{1,7}|(id|account|site|peer)-\d{1,10})$/, 'is neither the place of an entry nor from a "next" link').default('1'),
    size: z.int().min(1).max(1000).default(500),
  }),
  replies: {
    200: answers('AddressesResponse', z.object({
      totalCount: z.int(),
      links: z.object({ first: named(z.string(), 'first'), next: named(z.string().optional(), 'next') }),
      addresses: list(StoredAddress, 'Address'),
    })),
  },
  errors: responseStatusOrMissing('AddressesResponse'),
  invalid: emergencyErrors.invalid,
  access: `${ROLE_API_ACCOUNT}:view`,
})
