import { z } from 'zod'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { AccountId, OpaqueId } from '../../../kernel/contract/path-ids.ts'
import { responseStatus } from '../../../kernel/errors/envelopes.ts'
import { list } from '../../../kernel/xml/index.ts'
import { ROLE_API_ACCOUNT } from '../../accounts/index.ts'

const group = 'applications'
const text = z.string().optional()

const Application = z.object({
  applicationId: z.string(),
  serviceType: z.string(),
  appName: z.string(),
  msgCallbackUrl: text,
  callInitiatedCallbackUrl: text,
  callInitiatedMethod: text,
  callStatusCallbackUrl: text,
  callStatusMethod: text,
  callbackCreds: z.object({ userId: z.string() }).optional(),
})

/** What is missing or does not fit has documented codes, so it is the service that checks. */
const ApplicationRequest = z.object({
  serviceType: text,
  appName: text,
  /** Deprecated; the same as `msgCallbackUrl`. */
  callbackUrl: text,
  msgCallbackUrl: text,
  callInitiatedCallbackUrl: text,
  callInitiatedMethod: text,
  callStatusCallbackUrl: text,
  callStatusMethod: text,
  callbackCreds: z.object({ userId: text, password: text }).optional(),
}).meta({ id: 'ApplicationRequest', xml: { name: 'Application' } })
export type ApplicationRequest = z.output<typeof ApplicationRequest>

const params = z.object({ accountId: AccountId })
const oneParams = z.object({ accountId: AccountId, applicationId: OpaqueId })
const root = 'ApplicationProvisioningResponse'
const one = answers(root, z.object({ application: Application }))
const errors = responseStatus(root)

export const createApplication = operation({
  id: 'applications-post',
  at: 'POST /accounts/{accountId}/applications',
  summary: 'Add an application for messages or calls.',
  group, params, body: ApplicationRequest, replies: { 201: one }, errors, access: `${ROLE_API_ACCOUNT}:update`,
})

export const listApplications = operation({
  id: 'applications-get',
  at: 'GET /accounts/{accountId}/applications',
  summary: 'List the applications of an account in the order in which they were made.',
  group, params, errors, access: `${ROLE_API_ACCOUNT}:view`,
  replies: { 200: answers(root, z.object({ applicationList: list(Application, 'Application') })) },
})

export const getApplication = operation({
  id: 'applications-id-get',
  at: 'GET /accounts/{accountId}/applications/{applicationId}',
  summary: 'Read an application.',
  group, params: oneParams, replies: { 200: one }, errors, access: `${ROLE_API_ACCOUNT}:view`,
})

export const replaceApplication = operation({
  id: 'applications-id-put',
  at: 'PUT /accounts/{accountId}/applications/{applicationId}',
  summary: 'Replace an application; its service type stays.',
  group, params: oneParams, body: ApplicationRequest, replies: { 200: one }, errors, access: `${ROLE_API_ACCOUNT}:update`,
})

export const changeApplication = operation({
  id: 'applications-id-patch',
  at: 'PATCH /accounts/{accountId}/applications/{applicationId}',
  summary: 'Change what is given about an application.',
  group, params: oneParams, body: ApplicationRequest, replies: { 200: one }, errors, access: `${ROLE_API_ACCOUNT}:update`,
})

export const deleteApplication = operation({
  id: 'applications-id-delete',
  at: 'DELETE /accounts/{accountId}/applications/{applicationId}',
  summary: 'Delete an application that no SIP peer uses.',
  group, params: oneParams, replies: { 200: null }, errors, access: `${ROLE_API_ACCOUNT}:update`,
})

const AssociatedSipPeer = z.object({ siteId: z.int(), siteName: z.string(), peerId: z.int(), peerName: z.string() })

export const listAssociatedSipPeers = operation({
  id: 'applications-id-associatedsippeers-get',
  at: 'GET /accounts/{accountId}/applications/{applicationId}/associatedsippeers',
  summary: 'List the SIP peers that use an application.',
  group, params: oneParams, errors: responseStatus('AssociatedSipPeersResponse'), access: `${ROLE_API_ACCOUNT}:view`,
  replies: { 200: answers('AssociatedSipPeersResponse', z.object({ associatedSipPeers: list(AssociatedSipPeer, 'AssociatedSipPeer') })) },
})
