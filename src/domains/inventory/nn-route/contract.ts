import { z } from 'zod'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { OpaqueId } from '../../../kernel/contract/path-ids.ts'
import { responseStatus } from '../../../kernel/errors/envelopes.ts'
import { named, repeated } from '../../../kernel/xml/index.ts'

export const listNnRoutes = operation({
  group: 'tns',
  id: 'tns-id-available-nn-routes-get',
  at: 'GET /tns/{tn}/availableNnRoutes',
  summary: 'List the routes that messages of a number can take.',
  params: z.object({ tn: OpaqueId }),
  replies: {
    200: answers('AvailableNNRoutes', z.object({
      nnRoute: named(repeated(z.object({ nnid: z.int(), name: z.string() })), 'NNRoute'),
    }).meta({ id: 'AvailableNnRoutes' })),
  },
  errors: responseStatus('AvailableNNRoutes'),
  access: 'ROLE_API_SEARCH:view',
})
