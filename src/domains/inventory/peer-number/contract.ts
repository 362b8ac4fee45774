import { z } from 'zod'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { AccountId, OpaqueId } from '../../../kernel/contract/path-ids.ts'
import { responseStatus } from '../../../kernel/errors/envelopes.ts'
import { list, named, repeated } from '../../../kernel/xml/index.ts'

const onPeer = { accountId: AccountId, siteId: OpaqueId, sippeerId: OpaqueId }
const oneNumber = z.object({ ...onPeer, tn: OpaqueId })
const group = 'sites'

const settings = {
  callForward: z.string().optional(),
  numberFormat: z.string().optional(),
  rpidFormat: named(z.string().optional(), 'RPIDFormat'),
  rewriteUser: z.string().optional(),
  callingNameDisplay: z.boolean().optional(),
  tnAttributes: list(z.string(), 'TnAttribute').optional(),
  messagingSettings: z.object({ smsEnabled: z.boolean() }).optional(),
}
const PeerNumber = z.object({ fullNumber: z.string(), ...settings })

export const listPeerNumbers = operation({
  id: 'sites-id-sippeers-id-tns-get',
  at: 'GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/tns',
  summary: 'List the numbers in service on a SIP peer, with their line settings.',
  group,
  params: z.object(onPeer),
  query: z.object({
    page: z.string().regex(/^([1-9]\d{0,5}|[2-9]\d{9}|\+[1-9]\d{6,14})$/, 'is neither a page number nor a telephone number').default('1'),
    size: z.int().min(1).max(10_000).default(5000),
    includeAttributes: z.boolean().default(true),
  }),
  replies: { 200: answers('SipPeerTelephoneNumbersResponse', z.object({ sipPeerTelephoneNumbers: list(PeerNumber, 'SipPeerTelephoneNumber') })
    .meta({ id: 'SipPeerTelephoneNumbers' })) },
  errors: responseStatus('SipPeerTelephoneNumbersResponse'),
  access: 'ROLE_API_SEARCH:view',
})

export const getPeerNumber = operation({
  id: 'sites-id-sippeers-id-tns-id-get',
  at: 'GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/tns/{tn}',
  summary: 'Read the line settings of a number on a SIP peer.',
  group,
  params: oneNumber,
  replies: { 200: answers('SipPeerTelephoneNumberResponse', z.object({ sipPeerTelephoneNumber: PeerNumber }).meta({ id: 'SipPeerTelephoneNumber' })) },
  errors: responseStatus('SipPeerTelephoneNumberResponse'),
  access: 'ROLE_API_SEARCH:view',
})

export const putPeerNumber = operation({
  id: 'sites-id-sippeers-id-tns-id-put',
  at: 'PUT /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/tns/{tn}',
  summary: 'Set the line settings of a number on a SIP peer; what is not given goes back to its default.',
  group,
  params: oneNumber,
  body: z.object({ fullNumber: z.string().optional(), ...settings }).meta({ id: 'SipPeerTelephoneNumberRequest', xml: { name: 'SipPeerTelephoneNumber' } }),
  replies: { 200: null },
  errors: responseStatus('SipPeerTelephoneNumberResponse'),
  access: 'ROLE_API_ACCOUNT:update',
})
export type PeerNumberRequest = z.output<NonNullable<typeof putPeerNumber.body>>

const Counts = z.object({ sipPeerTelephoneNumbersCount: z.int(), cnamCount: z.int().optional(), lidbCount: z.int().optional() })

export const countPeerNumbers = operation({
  id: 'sites-id-sippeers-id-totaltns-get',
  at: 'GET /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/totaltns',
  summary: 'Count the numbers in service on a SIP peer, and those with a feature.',
  group,
  params: z.object(onPeer),
  query: z.object({ feature: z.array(z.string()).optional() }),
  // Two official clients look for the outer name with an s at its end.
  replies: { 200: answers('SipPeerTelephoneNumbersCountResponse', z.object({
    sipPeerTelephoneNumbersCount: Counts, sipPeerTelephoneNumbersCounts: Counts,
  }).meta({ id: 'SipPeerTelephoneNumbersCount' })) },
  errors: responseStatus('SipPeerTelephoneNumbersCountResponse'),
  access: 'ROLE_API_SEARCH:view',
})

export const moveNumbersToPeer = operation({
  id: 'sites-id-sippeers-id-movetns-post',
  at: 'POST /accounts/{accountId}/sites/{siteId}/sippeers/{sippeerId}/movetns',
  summary: 'Move up to 5,000 numbers in service to this SIP peer, from whichever they are on: all of them or none.',
  group,
  params: z.object(onPeer),
  body: z.object({ fullNumbers: repeated(z.string(), 'FullNumber').optional() })
    .meta({ id: 'SipPeerTelephoneNumbersToMove', xml: { name: 'SipPeerTelephoneNumbers' } }),
  replies: { 200: null },
  errors: responseStatus('SipPeerTelephoneNumbersResponse'),
  access: 'ROLE_API_ACCOUNT:update',
})
