import { z } from 'zod'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { AccountId } from '../../../kernel/contract/path-ids.ts'
import { responseStatus } from '../../../kernel/errors/envelopes.ts'
import { list } from '../../../kernel/xml/index.ts'
import { ROLE_API_ACCOUNT } from '../roles.ts'

/** A product without features shows no list of them. */
const Product = z.object({ name: z.string(), features: list(z.string(), 'Feature').optional() })

export const getProducts = operation({
  id: 'products-get',
  at: 'GET /accounts/{accountId}/products',
  summary: 'List the products of an account and their features.',
  group: 'products',
  params: z.object({ accountId: AccountId }),
  replies: { 200: answers('AccountProductsResponse', z.object({ products: list(Product, 'Product') })) },
  errors: responseStatus('AccountProductsResponse'),
  access: `${ROLE_API_ACCOUNT}:view`,
})
