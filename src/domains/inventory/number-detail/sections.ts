import { z } from 'zod'
import type { Tx } from '../../../kernel/db/database.ts'
import { list, named } from '../../../kernel/xml/index.ts'
import { Address } from '../../accounts/index.ts'
import type { LedgerNumber } from '../ledger/number.ts'

/** Emergency service of a number: its last order and the address that it carries. */
export const E911Section = z.object({
  /** None where the number has only the address of its SIP peer. */
  lastE911OrderOutcome: z.string().optional(),
  sipPeerAddress: z.boolean(),
  callerName: z.string().optional(),
  address: Address.optional(),
  emergencyNotificationGroup: z.object({ identifier: z.string(), description: z.string().optional() }).optional(),
})

/** The calling name that other carriers look up. */
export const LidbSection = z.object({
  status: z.string(),
  subscriberInformation: z.string(),
  useType: z.string(),
  visibility: z.string(),
})

/** The listing in the directory. */
export const DldaSection = z.object({
  status: z.string(),
  subscriberType: z.string(),
  listingType: z.string(),
  listingName: z.object({ firstName: z.string().optional(), lastName: z.string().optional() }).optional(),
  listAddress: z.boolean(),
  address: Address.optional(),
})

const NnRoute = z.object({ nnid: z.int(), name: z.string() })

export const MessagingSection = z.object({
  smsEnabled: z.boolean(),
  campaignId: z.string().optional(),
  messageClass: z.string().optional(),
  a2pState: z.string().optional(),
  assignedNNRoute: NnRoute.optional(),
})

/** The account that has the messages of a number, and nothing else of it: messaging that is hosted there. */
export const HostedSection = z.object({
  accountId: z.int(),
  site: z.object({ id: z.int(), name: z.string() }),
  sipPeer: z.object({ peerId: z.int(), peerName: z.string(), isDefaultPeer: z.boolean() }),
  serviceTypes: list(z.string(), 'ServiceType'),
  messagingSettings: z.object({
    smsEnabled: z.boolean(),
    campaignId: z.string().optional(),
    messageClass: z.string().optional(),
    a2pState: z.string().optional(),
    assignedNnRoute: NnRoute.optional(),
  }).optional(),
  tnAttributes: named(list(z.string(), 'TnAttribute').optional(), 'TnAttributes'),
})

/** Reads one section for a number; undefined where the number has no such thing, and the section is then left out. */
export type SectionReader<Schema extends z.ZodType> = (tx: Tx, number: LedgerNumber) => Promise<z.output<Schema> | undefined>

/**
 * What other domains have to say of a number in its details. Each registers the reader of its section in `main/wire.ts`;
 * a section that nobody has registered does not appear.
 */
export interface DetailSections {
  readonly e911?: SectionReader<typeof E911Section>
  readonly lidb?: SectionReader<typeof LidbSection>
  readonly dlda?: SectionReader<typeof DldaSection>
  readonly messaging?: SectionReader<typeof MessagingSection>
}
