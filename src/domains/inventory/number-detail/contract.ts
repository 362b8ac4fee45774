import { z } from 'zod'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { OpaqueId } from '../../../kernel/contract/path-ids.ts'
import { responseStatus } from '../../../kernel/errors/envelopes.ts'
import { list, named, repeated } from '../../../kernel/xml/index.ts'
import { DldaSection, E911Section, HostedSection, LidbSection, MessagingSection } from './sections.ts'

const shared = {
  group: 'tns', params: z.object({ tn: OpaqueId }), errors: responseStatus('TelephoneNumberResponse'), access: 'ROLE_API_SEARCH:view',
} as const

/** Numbers of the North American plan show city to state and tier, those of other plans country and type. */
export const TelephoneNumberDetails = z.object({
  city: z.string().optional(),
  lata: z.int().optional(),
  state: z.string().optional(),
  fullNumber: z.string(),
  country: z.string().optional(),
  tnType: z.string().optional(),
  tier: z.int().optional(),
  vendorId: z.int(),
  vendorName: z.string(),
  onNetVendor: z.boolean(),
  rateCenter: z.string().optional(),
  status: z.string(),
  accountId: z.int(),
  site: z.object({ id: z.int(), name: z.string() }).optional(),
  sipPeer: z.object({ peerId: z.int(), peerName: z.string(), isDefaultPeer: z.boolean() }).optional(),
  serviceTypes: list(z.string(), 'ServiceType').optional(),
  lastModified: z.date(),
  inServiceDate: z.date().optional(),
  features: z.object({ e911: E911Section.optional(), lidb: LidbSection.optional(), dlda: DldaSection.optional() }).optional(),
  messagingSettings: MessagingSection.optional(),
  tnAttributes: list(z.string(), 'TnAttribute').optional(),
  hostedTelephoneNumberDetails: list(HostedSection, 'HostedTelephoneNumberDetail').optional(),
})

export const getNumberDetails = operation({
  ...shared,
  id: 'tns-id-tndetails-get',
  at: 'GET /tns/{tn}/tndetails',
  summary: 'Read everything that is known about a number.',
  replies: { 200: answers('TelephoneNumberResponse', z.object({ telephoneNumberDetails: TelephoneNumberDetails }).meta({ id: 'TelephoneNumberDetails' })) },
})

const Place = z.object({ id: z.int(), name: z.string() })

export const getNumberSite = operation({
  ...shared,
  id: 'tns-id-sites-get',
  at: 'GET /tns/{tn}/sites',
  summary: 'Read the site that a number is on.',
  replies: { 200: answers('Site', Place) },
})

export const getNumberSipPeer = operation({
  ...shared,
  id: 'tns-id-sippeers-get',
  at: 'GET /tns/{tn}/sippeers',
  summary: 'Read the SIP peer that a number is on.',
  replies: { 200: answers('SipPeer', Place) },
})

export const getNumberRateCenter = operation({
  ...shared,
  id: 'tns-id-ratecenter-get',
  at: 'GET /tns/{tn}/ratecenter',
  summary: 'Read state and rate center of a number.',
  replies: { 200: answers('TelephoneNumberResponse', z.object({
    telephoneNumberDetails: z.object({ state: z.string(), rateCenter: z.string() }),
  }).meta({ id: 'TelephoneNumberRateCenter' })) },
})

export const getNumberLata = operation({
  ...shared,
  id: 'tns-id-lata-get',
  at: 'GET /tns/{tn}/lata',
  summary: 'Read the LATA of a number.',
  replies: { 200: answers('TelephoneNumberResponse', z.object({
    telephoneNumberDetails: z.object({ lata: z.int() }),
  }).meta({ id: 'TelephoneNumberLata' })) },
})

export const getNumberLocalCallingArea = operation({
  ...shared,
  id: 'tns-id-lca-get',
  at: 'GET /tns/{tn}/lca',
  summary: 'List the exchanges and rate centers that are local to a number.',
  replies: { 200: answers('SearchResult', z.object({
    listofNPANXX: list(z.string(), 'NPANXX'),
    location: z.object({
      rateCenters: repeated(z.object({ state: z.string(), rcs: named(list(z.string(), 'RC'), 'RCs') }), 'RateCenters'),
    }),
  }).meta({ id: 'LocalCallingArea' })) },
})
