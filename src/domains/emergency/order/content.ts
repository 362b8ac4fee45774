import { z } from 'zod'
import { named } from '../../../kernel/xml/index.ts'
import { Address } from '../../accounts/index.ts'

const text = z.string().max(1000).optional()

/** An address that may have a name of the customer's own. */
export const LocatedAddress = z.object({ locationId: text, ...Address.shape })
export type LocatedAddress = z.output<typeof LocatedAddress>

/** Something that calls for help and has no number of its own. With `pidfloEnabled` its location comes with the call. */
export const Endpoint = z.object({
  pidfloEnabled: named(z.boolean().optional(), 'PIDFLOEnabled'),
  identifier: z.string(),
  callbackNumber: text,
  callerName: text,
  preferredLanguage: text,
  locationId: text,
})
export type Endpoint = z.output<typeof Endpoint>

/** What an order wants of its subjects, as it is stored; which of it there is depends on the kind of the order. */
export const Content = z.object({
  callerName: z.string().optional(),
  /** Where the numbers are, or those identifiers that name no location. */
  address: LocatedAddress.optional(),
  endpoints: z.array(Endpoint).default([]),
  locations: z.array(LocatedAddress).default([]),
  /** Those location ids that are not the customer's own. */
  madeIds: z.array(z.string()).default([]),
})
export type Content = z.output<typeof Content>

/** An order, understood. */
export interface WantedOrder {
  readonly kind: 'numbers' | 'identifiers' | 'locations'
  readonly action: 'put' | 'remove'
  /** Numbers, identifiers or location ids, none twice. */
  readonly subjects: readonly string[]
  readonly content: Content
}

/** Location ids are equal in any case. */
export const sameLocation = (one: string | undefined, other: string | undefined): boolean => one?.toLowerCase() === other?.toLowerCase()
