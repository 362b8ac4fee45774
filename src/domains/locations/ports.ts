import type { Tx } from '../../kernel/db/database.ts'

/** A postal address, the parts that a geocoder reads and mends. */
export interface PostalAddress {
  readonly houseNumber?: string
  readonly houseSuffix?: string
  readonly preDirectional?: string
  readonly streetName?: string
  readonly streetSuffix?: string
  readonly postDirectional?: string
  readonly addressLine2?: string
  readonly city?: string
  readonly stateCode?: string
  readonly zip?: string
  readonly plusFour?: string
  readonly county?: string
  readonly country?: string
}

/** One part of an address that is not as it should be; `field` as a person calls it: `Street Name`. */
export interface Inconsistency {
  readonly field: string
  readonly given: string
  readonly valid: string
}

export type GeocodeAnswer =
  | { readonly kind: 'ok', readonly address: PostalAddress }
  | { readonly kind: 'corrected', readonly address: PostalAddress, readonly inconsistencies: readonly Inconsistency[] }
  | { readonly kind: 'unknown' }
  /** `unreadable`: there was an answer, and it made no sense. */
  | { readonly kind: 'unavailable', readonly unreadable?: true }

/** Knows which addresses exist. Never asked inside a transaction, so it may be far away. Never rejects: that is `unavailable`. */
export interface Geocoder {
  check(address: PostalAddress): Promise<GeocodeAnswer>
}

/** The numbers and orders of sites and SIP peers, and what of them keeps those from being deleted; asked then inside the transaction that holds their locks. */
export interface PlaceUse {
  /** Whether any number, in service or on its way out, belongs to the site, or to the peer where one is given. */
  hasNumbers(tx: Tx, siteId: number, peerId?: number): Promise<boolean>
  /** Whether an order that has not ended will put numbers on the peer. */
  hasOpenOrders(tx: Tx, siteId: number, peerId: number): Promise<boolean>
  /** How many numbers in service each of an account's sites has; one without any is left out. */
  numbersOnSites(tx: Tx, accountId: number): Promise<ReadonlyMap<number, number>>
  /** Whether a number on the peer has messaging on. */
  hasMessagingNumbers(tx: Tx, peerId: number): Promise<boolean>
}
