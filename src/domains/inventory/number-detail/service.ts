import type { z } from 'zod'
import type { Tx } from '../../../kernel/db/database.ts'
import { commonErrors } from '../../../kernel/errors/common.ts'
import { findSite, readPeer } from '../../locations/index.ts'
import { findNumber, type LedgerNumber } from '../ledger/number.ts'
import { numberIn } from '../number-in.ts'
import { findLineSettings } from '../line-setting/repository.ts'
import type { TelephoneNumberDetails } from './contract.ts'
import type { DetailSections, MessagingSection } from './sections.ts'

type Details = z.output<typeof TelephoneNumberDetails>

/** A number that an account has. */
type Held = LedgerNumber & { readonly accountId: number }

/** The number of a path, if it is one of the accounts'. Throws 12512, and 404 for all other numbers alike. */
export async function requireNumber(tx: Tx, accounts: ReadonlySet<number>, text: string): Promise<Held> {
  const number = await findNumber(tx, accounts, numberIn(text))
  if (!number || number.accountId === null) throw commonErrors.notFound()
  return { ...number, accountId: number.accountId }
}

/** The site that the number is on. Throws 404 where it is on none. */
export async function siteOf(tx: Tx, { accountId, siteId }: LedgerNumber): Promise<{ id: number, name: string }> {
  const site = accountId === null || siteId === null ? undefined : await findSite(tx, accountId, siteId)
  if (!site) throw commonErrors.notFound()
  return { id: site.id, name: site.name }
}

/** The SIP peer that the number is on, or undefined. */
export async function peerOf(tx: Tx, { accountId, siteId, peerId }: LedgerNumber): Promise<{ id: number, name: string, isDefault: boolean } | undefined> {
  return accountId === null || siteId === null || peerId === null ? undefined : readPeer(tx, accountId, siteId, peerId)
}

async function messagingOf(tx: Tx, number: LedgerNumber, sections: DetailSections) {
  if (sections.messaging) return sections.messaging(tx, number)
  const smsEnabled = (await findLineSettings(tx, number.tn))?.smsEnabled
  return smsEnabled === undefined ? undefined : { smsEnabled }
}

type Messaging = z.output<typeof MessagingSection>

/** Where the messages of a Hosted number are; undefined for any other. */
function hostedOf(
  { accountId, attributes, serviceTypes }: Held, { site, sipPeer, messaging }: Pick<Details, 'site' | 'sipPeer'> & { readonly messaging: Messaging | undefined },
) {
  if (!attributes?.includes('Hosted') || !site || !sipPeer) return undefined
  const { assignedNNRoute, ...settings } = messaging ?? { smsEnabled: false }
  return [{
    accountId, site, sipPeer, serviceTypes: [...serviceTypes], messagingSettings: { ...settings, assignedNnRoute: assignedNNRoute }, tnAttributes: [...attributes],
  }]
}

async function featuresOf(tx: Tx, number: LedgerNumber, { e911, lidb, dlda }: DetailSections) {
  const features = { e911: await e911?.(tx, number), lidb: await lidb?.(tx, number), dlda: await dlda?.(tx, number) }
  return Object.values(features).every((feature) => feature === undefined) ? undefined : features
}

/** Everything about a number, as it goes over the wire: what the ledger says, and the sections of other domains. */
export async function detailsOf(tx: Tx, number: Held, sections: DetailSections): Promise<Details> {
  const isForeign = number.country !== null
  const peer = await peerOf(tx, number)
  const site = number.siteId === null ? undefined : await siteOf(tx, number)
  const sipPeer = peer && { peerId: peer.id, peerName: peer.name, isDefaultPeer: peer.isDefault }
  const messaging = await messagingOf(tx, number, sections)
  return {
    city: number.city ?? undefined, lata: number.lata ?? undefined, state: number.state ?? undefined, fullNumber: number.tn,
    country: number.country ?? undefined, tnType: number.tnType ?? undefined, tier: isForeign ? undefined : number.tier,
    vendorId: number.vendorId, vendorName: number.vendorName, onNetVendor: number.onNet, rateCenter: number.rateCenter ?? undefined,
    status: number.status, accountId: number.accountId,
    site, sipPeer,
    serviceTypes: number.status === 'Inservice' ? [...number.serviceTypes] : undefined,
    lastModified: number.modifiedAt, inServiceDate: number.inServiceAt ?? undefined,
    features: await featuresOf(tx, number, sections),
    messagingSettings: messaging,
    tnAttributes: number.attributes === null ? undefined : [...number.attributes],
    hostedTelephoneNumberDetails: hostedOf(number, { site, sipPeer, messaging }),
  }
}
