/**
 * Where an exchange lies and who holds it. `planned` is false for an exchange that the plan does not have: the place is
 * then one of its area code, always the same. Every text but `state` is in capitals as the plan writes it.
 */
export interface ExchangePlace {
  readonly kind: 'geographic' | 'toll-free' | 'non-geographic'
  readonly planned: boolean
  /** Two letters (ISO 3166); null for area codes that no country has. */
  readonly country: string | null
  /** Two letters; null outside the United States and Canada, and for area codes without a place. */
  readonly state: string | null
  /** Null where the plan has no rate center for the area code. */
  readonly city: string | null
  /** Five digits each, ascending; none outside the United States. */
  readonly zips: readonly string[]
  /** The carrier that holds the exchange; null for area codes without rate centers. */
  readonly holder: { readonly spid: string, readonly name: string, readonly wireless: boolean } | null
}

/** Finds the place of six digits; undefined for an area code that the plan does not have. */
export type ExchangePlaces = (npaNxx: string) => ExchangePlace | undefined

/** How a carrier gives its customers' service records away: at once, at once for those who prove more, by hand, never. */
export type CsrSupport = 'automated' | 'asks' | 'manual' | 'unsupported'

/** The carrier that serves a number, and what it asks for before it lets the number go. */
export interface ServingCarrier {
  /** The four characters by which the industry knows the carrier. */
  readonly spid: string
  readonly name: string
  readonly kind: 'wireline' | 'wireless' | 'toll-free' | 'other'
  /** Whether the number can be taken to another carrier at all. */
  readonly portable: boolean
  readonly needsAccountNumber: boolean
  readonly needsPin: boolean
  /** Least business days between the request and the move; 0 stands for hours. */
  readonly minimumIntervalDays: number
  readonly csr: CsrSupport
}

/**
 * Knows which carrier serves numbers that are not in the inventory. Numbers are ten digits; one that nobody serves has no
 * entry in the answer. Never asked inside a transaction, so it may be far away.
 */
export interface CarrierDirectory {
  carriersOf(tns: readonly string[]): Promise<ReadonlyMap<string, ServingCarrier>>
}
