import { z } from 'zod'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { AccountId, OpaqueId } from '../../../kernel/contract/path-ids.ts'
import { responseStatus, type Envelope } from '../../../kernel/errors/envelopes.ts'
import { list, repeated } from '../../../kernel/xml/index.ts'
import { ROLE_API_ACCOUNT } from '../../accounts/index.ts'

const group = 'sipcredentials'
const text = z.string().optional()
const params = z.object({ accountId: AccountId })
const oneParams = z.object({ accountId: AccountId, compositeUserName: OpaqueId })

/** As it was given, so that a refused one can be repeated. */
const SipCredential = z.object({ userName: text, domain: text, hash1: text, hash1b: text })
export type SipCredential = z.output<typeof SipCredential>

/** A credential that was refused, and why. */
const ItemError = z.object({ errorCode: z.int(), description: z.string(), sipCredential: SipCredential })
export type ItemError = z.output<typeof ItemError>
const ItemErrors = z.object({ errors: z.array(ItemError) })

const root = 'SipCredentialsResponse'
const NOTHING_TAKEN = 'Please check your input parameters.'

/** Where every credential is refused, the whole has a text without a code, and each its own error. */
const listErrors: Envelope = {
  name: 'SipCredentialErrors', root,
  schema: z.object({
    responseStatus: z.object({ errorCode: z.int().optional(), description: z.string() }),
    errors: list(ItemError, 'Error').optional(),
  }),
  body: ([problem], echo) => {
    const items = ItemErrors.safeParse(echo)
    return items.success
      ? { responseStatus: { description: NOTHING_TAKEN }, ...items.data }
      : { responseStatus: { errorCode: problem?.code, description: problem?.text } }
  },
}

export const listSipCredentials = operation({
  id: 'sipcredentials-get',
  at: 'GET /accounts/{accountId}/sipcredentials',
  summary: 'List the SIP credentials of an account by composite user name.',
  group, params, errors: responseStatus(root), access: `${ROLE_API_ACCOUNT}:view`,
  query: z.object({ page: text, size: z.int().optional(), userNameFragment: text, domainFragment: text }),
  replies: {
    200: answers(root, z.object({
      links: z.object({ first: z.string().meta({ xml: { name: 'first' } }), next: z.string().optional().meta({ xml: { name: 'next' } }) }),
      sipCredentials: list(SipCredential, 'SipCredential'),
    })),
  },
})

export const createSipCredentials = operation({
  id: 'sipcredentials-post',
  at: 'POST /accounts/{accountId}/sipcredentials',
  summary: 'Add SIP credentials; each is taken or refused by itself.',
  group, params, errors: listErrors, access: `${ROLE_API_ACCOUNT}:update`,
  body: z.object({ sipCredential: repeated(SipCredential) }).meta({ id: 'SipCredentialsRequest', xml: { name: 'SipCredentials' } }),
  replies: { 201: answers(root, z.object({ errors: list(ItemError, 'Error').optional(), validSipCredentials: list(SipCredential, 'SipCredential') })) },
})

const one = answers('SipCredentialResponse', z.object({ sipCredential: SipCredential }))
const oneErrors = responseStatus('SipCredentialResponse')

export const getSipCredential = operation({
  id: 'sipcredentials-id-get',
  at: 'GET /accounts/{accountId}/sipcredentials/{compositeUserName}',
  summary: 'Read a SIP credential.',
  group, params: oneParams, replies: { 200: one }, errors: oneErrors, access: `${ROLE_API_ACCOUNT}:view`,
})

export const updateSipCredential = operation({
  id: 'sipcredentials-id-put',
  at: 'PUT /accounts/{accountId}/sipcredentials/{compositeUserName}',
  summary: 'Change the hashes of a SIP credential.',
  group, params: oneParams, body: SipCredential, replies: { 200: one }, errors: oneErrors, access: `${ROLE_API_ACCOUNT}:update`,
})

export const deleteSipCredential = operation({
  id: 'sipcredentials-id-delete',
  at: 'DELETE /accounts/{accountId}/sipcredentials/{compositeUserName}',
  summary: 'Delete a SIP credential.',
  group, params: oneParams, replies: { 200: null }, errors: oneErrors, access: `${ROLE_API_ACCOUNT}:update`,
})
