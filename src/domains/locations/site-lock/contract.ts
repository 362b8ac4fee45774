import { z } from 'zod'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { OpaqueId } from '../../../kernel/contract/path-ids.ts'
import { responseStatus } from '../../../kernel/errors/envelopes.ts'
import { ROLE_ADMIN } from '../../accounts/index.ts'

const shared = {
  group: 'admin', errors: responseStatus('AdminResponse'), source: 'our own', prefers: 'json',
  params: z.object({ account: z.string().regex(/^\d{1,9}$/).transform(Number), site: OpaqueId }),
} as const
const SiteLock = z.object({ id: z.int(), name: z.string(), locked: z.boolean() }).meta({ id: 'AdminSite' })

export const getSiteLock = operation({
  ...shared, id: 'admin-accounts-id-sites-id-get', at: 'GET /admin/accounts/{account}/sites/{site}',
  summary: 'Read whether a site is locked.', access: `${ROLE_ADMIN}:view`, replies: { 200: answers('Site', SiteLock) },
})

export const putSiteLock = operation({
  ...shared, id: 'admin-accounts-id-sites-id-lock-put', at: 'PUT /admin/accounts/{account}/sites/{site}/lock',
  summary: 'Lock a site while its contract is written, so that clients can neither change nor delete it (12054); or unlock it.',
  access: `${ROLE_ADMIN}:update`, audit: 'own',
  body: z.object({ locked: z.boolean() }).meta({ id: 'AdminSiteLock', xml: { name: 'Site' } }), replies: { 200: answers('Site', SiteLock) },
})
