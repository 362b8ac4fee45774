import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { getProducts } from './contract.ts'
import { listProducts } from './repository.ts'

export const productRoutes = (database: Database): readonly Route[] => [
  handle(getProducts, async ({ params }) => {
    const held = await listProducts(database.db, params.accountId)
    return reply(200, {
      products: held.map(({ product, features }) => ({ name: product, features: features.length > 0 ? features : undefined })),
    })
  }),
]
