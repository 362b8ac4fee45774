import type { Route } from '../../../kernel/contract/handler.ts'
import { fileRoutes } from '../../../kernel/orders/files/routes.ts'
import type { OrderFiles } from '../../../kernel/orders/files/service.ts'
import { importOrder } from './process.ts'

/** Letters of authorization and other documents attached to import orders. */
export const documentRoutes = (files: OrderFiles): readonly Route[] => fileRoutes(files, importOrder, {
  group: 'importTnOrders', at: '/accounts/{accountId}/importTnOrders/{orderid}',
  view: 'ROLE_API_ORDERING:view', update: 'ROLE_API_ORDERING:update',
  list: 'import-tn-orders-id-loas-get', post: 'import-tn-orders-id-loas-post',
  get: 'import-tn-orders-id-loas-id-get', put: 'import-tn-orders-id-loas-id-put', delete: 'import-tn-orders-id-loas-id-delete',
  metadataGet: 'import-tn-orders-id-loas-id-metadata-get', metadataPut: 'import-tn-orders-id-loas-id-metadata-put',
  metadataDelete: 'import-tn-orders-id-loas-id-metadata-delete',
})
