import { z } from 'zod'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { AccountId, OpaqueId } from '../../../kernel/contract/path-ids.ts'
import { responseStatusOrMissing } from '../../../kernel/errors/description-only.ts'
import { responseStatus } from '../../../kernel/errors/envelopes.ts'
import { list, named } from '../../../kernel/xml/index.ts'
import { Address, ROLE_API_ACCOUNT } from '../../accounts/index.ts'
import { emergencyErrors } from '../errors.ts'

const group = 'aeuis'
const Group = z.object({ identifier: z.string(), description: z.string() })
/** Without a callback number there is dynamic location: calls bring it with them. */
const listed = { identifier: z.string(), callbackNumber: z.string().optional() }

export const listEndpoints = operation({
  id: 'aeuis-get',
  at: 'GET /accounts/{accountId}/aeuis',
  summary: 'List the alternate end-user identifiers of the account.',
  group,
  params: z.object({ accountId: AccountId }),
  query: z.object({
    aeui: z.string().max(100).optional(),
    callback: z.string().max(20).optional(),
    pidfloenabledonly: z.boolean().default(false).meta({ description: 'Only those whose location is sent with the call.' }),
    suggestions: z.string().max(100).optional().meta({ description: 'Text that the callback number, caller name or identifier has in it.' }),
    page: z.string().max(100).default('1').meta({ description: 'Place of the first entry, or where the page begins, as `next` has it.' }),
    size: z.int().min(1).max(1000).default(500),
  }),
  replies: {
    200: answers('AlternateEndUserIdentifiersResponse', z.object({
      totalCount: z.int(),
      links: z.object({ first: named(z.string(), 'first'), next: named(z.string().optional(), 'next') }),
      alternateEndUserIdentifiers: list(z.object({ ...listed, emergencyNotificationGroup: Group.optional() }), 'AlternateEndUserIdentifier'),
    })),
  },
  errors: responseStatus('AlternateEndUserIdentifiersResponse'),
  invalid: emergencyErrors.invalid,
  access: `${ROLE_API_ACCOUNT}:view`,
})

export const getEndpoint = operation({
  id: 'aeuis-id-get',
  at: 'GET /accounts/{accountId}/aeuis/{acid}',
  summary: 'Read an alternate end-user identifier with its emergency data.',
  group,
  params: z.object({ accountId: AccountId, acid: OpaqueId }),
  replies: {
    200: answers('AlternateEndUserIdentifierResponse', z.object({
      alternateEndUserIdentifier: z.object({
        ...listed,
        e911: z.object({ callerName: z.string().optional(), address: Address.optional(), emergencyNotificationGroup: Group.optional() })
          .meta({ xml: { name: 'E911' } }).optional(),
      }),
    })),
  },
  errors: responseStatusOrMissing('AlternateEndUserIdentifierResponse'),
  access: `${ROLE_API_ACCOUNT}:view`,
})
