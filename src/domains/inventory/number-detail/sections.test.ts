import { afterAll, describe, expect, it } from 'vitest'
import { cloneTemplate } from '../../../../tests/world/template-database.ts'
import { encodeXml } from '../../../kernel/xml/index.ts'
import type { LedgerNumber } from '../ledger/number.ts'
import { getNumberDetails } from './contract.ts'
import type { DetailSections } from './sections.ts'
import { detailsOf } from './service.ts'

const { database: { db }, close } = await cloneTemplate({ connections: 1 })
afterAll(close)

const at = new Date('2014-07-30T11:29:37.000Z')
const number: LedgerNumber & { readonly accountId: number } = {
  tn: '2018981023', rateCenter: 'JERSEYCITY', city: 'JERSEY CITY', state: 'NJ', lata: 224, tier: 0, vendorId: 49, vendorName: 'Numberplane', status: 'Inservice',
  accountId: 14, country: null, tnType: null, onNet: true, siteId: null, peerId: null, serviceTypes: ['Voice'], attributes: ['Hosted'], modifiedAt: at, inServiceAt: at,
}
const address = { houseNumber: '901', streetName: 'MAIN CAMPUS', city: 'RALEIGH', stateCode: 'NC', zip: '27606', country: 'United States' }
const route = { nnid: 101_601, name: 'USA Mobility' }

/** Every section that there is, each with all of its elements. */
const everything: DetailSections = {
  e911: async () => ({
    lastE911OrderOutcome: 'SUCCESS', sipPeerAddress: false, callerName: 'Test CallerName', address,
    emergencyNotificationGroup: { identifier: '625e3ad9-c95e-4148-b2f7-d47a8dbdd0d9', description: 'Building A' },
  }),
  lidb: async () => ({ status: 'Pending', subscriberInformation: 'Fred', useType: 'BUSINESS', visibility: 'PUBLIC' }),
  dlda: async (_tx, { tn }) => ({
    status: 'Success', subscriberType: 'BUSINESS', listingType: 'LISTED', listingName: { firstName: 'Joe', lastName: tn }, listAddress: true, address,
  }),
  messaging: async () => ({ smsEnabled: true, assignedNNRoute: route }),
}

async function elements(sections: DetailSections): Promise<string> {
  const reply = getNumberDetails.replies[200]
  if (!reply) throw new Error('there is no answer 200')
  const text = encodeXml(reply.schema, { telephoneNumberDetails: await detailsOf(db, number, sections) }, { root: reply.root })
  return [...text.matchAll(/<(\w+)/g)].map(([, name]) => name).slice(2).join(' ')
}

const own = 'City Lata State FullNumber Tier VendorId VendorName OnNetVendor RateCenter Status AccountId ServiceTypes ServiceType LastModified InServiceDate'
const parts = 'HouseNumber StreetName City StateCode Zip Country'

describe('sections of other domains', () => {
  it('stand in the documented places, with the documented elements', async () => {
    expect(await elements(everything)).toBe(`${own} Features `
      + `E911 LastE911OrderOutcome SipPeerAddress CallerName Address ${parts} EmergencyNotificationGroup Identifier Description `
      + 'Lidb Status SubscriberInformation UseType Visibility '
      + `Dlda Status SubscriberType ListingType ListingName FirstName LastName ListAddress Address ${parts} `
      + 'MessagingSettings SmsEnabled AssignedNNRoute Nnid Name TnAttributes TnAttribute')
  })

  it('are left out where nobody has registered them, or where they have nothing to say of a number', async () => {
    const silent = async () => undefined
    for (const sections of [{}, { e911: silent, lidb: silent, dlda: silent, messaging: silent }]) {
      expect(await elements(sections)).toBe(`${own} TnAttributes TnAttribute`)
    }
  })
})
