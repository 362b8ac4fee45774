import { z } from 'zod'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { AccountId } from '../../../kernel/contract/path-ids.ts'
import { responseStatus } from '../../../kernel/errors/envelopes.ts'
import { list, named } from '../../../kernel/xml/index.ts'
import { Address } from '../address/address.ts'

const text = z.string().optional()

const Account = z.object({
  accountId: z.int(),
  associatedCatapultAccount: text,
  globalAccountNumber: text,
  companyName: z.string(),
  accountType: z.string(),
  nenaId: text,
  customerSegment: text,
  tiers: list(z.int(), 'Tier'),
  address: Address.optional(),
  contact: z.object({ firstName: text, lastName: text, phone: text, email: text }).optional(),
  altSpid: text,
  spid: named(z.string(), 'SPID').optional(),
  portCarrierType: text,
})

export const getAccount = operation({
  id: 'account-get',
  at: 'GET /accounts/{accountId}',
  summary: 'Read what is on file about an account.',
  group: 'accounts',
  params: z.object({ accountId: AccountId }),
  replies: { 200: answers('AccountResponse', z.object({ account: Account })) },
  errors: responseStatus('AccountResponse'),
  access: 'signed-in',
})
