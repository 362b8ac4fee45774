import { z } from 'zod'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { AccountId, OpaqueId } from '../../../kernel/contract/path-ids.ts'
import { responseStatus } from '../../../kernel/errors/envelopes.ts'
import { list } from '../../../kernel/xml/index.ts'
import { ROLE_API_ACCOUNT } from '../../accounts/index.ts'

export const listPeerProducts = operation({
  id: 'sites-id-sippeers-id-products-get',
  at: 'GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/products',
  summary: 'List the products that a SIP peer serves.',
  group: 'sites',
  params: z.object({ accountId: AccountId, siteId: OpaqueId, sippeerId: OpaqueId }),
  replies: { 200: answers('SipPeerProductResponse', z.object({ products: list(z.object({ name: z.string() }), 'Product') })) },
  errors: responseStatus('SipPeerProductResponse'),
  access: `${ROLE_API_ACCOUNT}:view`,
})
