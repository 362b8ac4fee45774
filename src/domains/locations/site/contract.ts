import { z } from 'zod'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { AccountId, OpaqueId } from '../../../kernel/contract/path-ids.ts'
import { responseStatus } from '../../../kernel/errors/envelopes.ts'
import { list } from '../../../kernel/xml/index.ts'
import { Address, ROLE_API_ACCOUNT } from '../../accounts/index.ts'
import { addressConflict } from '../geocoding.ts'
import { SipPeer } from '../sip-peer/contract.ts'
import { UcTrunking } from './uc-trunking.ts'

const group = 'sites'

const params = z.object({ accountId: AccountId })
const oneParams = z.object({ accountId: AccountId, siteId: OpaqueId })

const SiteSummary = z.object({ id: z.int(), name: z.string(), description: z.string().optional() })

const Site = SiteSummary.extend({
  customerName: z.string().optional(),
  address: Address,
  ucTrunkingConfiguration: UcTrunking.optional(),
})

/** Name and address are checked by the service: what is missing has documented codes. */
const SiteRequest = z.object({
  name: z.string().optional(),
  description: z.string().optional(),
  customerName: z.string().max(200).optional(),
  customerProvidedId: z.string().optional(),
  address: Address.optional(),
  ucTrunkingConfiguration: UcTrunking.optional(),
}).meta({ xml: { name: 'Site' } })

const conflict = addressConflict('SiteResponse', { site: SiteRequest })

const ListedSite = SiteSummary.extend({
  telephoneNumberCount: z.int().optional(),
  sipPeerCount: z.int().optional(),
  sipPeers: list(SipPeer.partial(), 'SipPeer').optional(),
})

/** NOTE: what tnCounts, sipPeerDetails and summary add is documented in words only; the names of the elements are ours. */
export const listSites = operation({
  id: 'sites-get',
  at: 'GET /accounts/{accountId}/sites',
  summary: 'List the sites of an account.',
  group,
  params,
  query: z.object({
    tnCounts: z.boolean().default(false).meta({ description: 'Adds how many numbers are in service on each site.' }),
    sipPeerDetails: z.boolean().default(false).meta({ description: 'Adds the SIP peers of each site, and how many there are.' }),
    summary: z.boolean().default(false).meta({ description: 'Adds the ids and names of SIP peers only; wins over sipPeerDetails.' }),
  }),
  replies: { 200: answers('SitesResponse', z.object({ sites: list(ListedSite, 'Site') })) },
  errors: responseStatus('SitesResponse'),
  access: `${ROLE_API_ACCOUNT}:view`,
})

export const createSite = operation({
  id: 'sites-post',
  at: 'POST /accounts/{accountId}/sites',
  summary: 'Add a site to an account.',
  group,
  params,
  body: SiteRequest,
  replies: { 201: null },
  errors: conflict,
  access: `${ROLE_API_ACCOUNT}:update`,
})

export const getSite = operation({
  id: 'sites-id-get',
  at: 'GET /accounts/{accountId}/sites/{siteId}',
  summary: 'Read a site.',
  group,
  params: oneParams,
  replies: { 200: answers('SiteResponse', z.object({ site: Site }), { declaration: false }) },
  errors: responseStatus('SiteResponse'),
  access: `${ROLE_API_ACCOUNT}:view`,
})

export const updateSite = operation({
  id: 'sites-id-put',
  at: 'PUT /accounts/{accountId}/sites/{siteId}',
  summary: 'Replace what is on file about a site.',
  group,
  params: oneParams,
  body: SiteRequest,
  replies: { 200: null },
  errors: conflict,
  access: `${ROLE_API_ACCOUNT}:update`,
})

export const deleteSite = operation({
  id: 'sites-id-delete',
  at: 'DELETE /accounts/{accountId}/sites/{siteId}',
  summary: 'Delete a site that has no SIP peers.',
  group,
  params: oneParams,
  replies: { 200: null },
  errors: responseStatus('SiteResponse'),
  access: `${ROLE_API_ACCOUNT}:update`,
})
