/** The name that is shown where a number calls. */
export interface CallingName {
  /** At most 15 characters. */
  readonly subscriberInformation: string
  readonly useType: 'RESIDENTIAL' | 'BUSINESS'
  /** PRIVATE: it is on file, and not shown on an ordinary call. */
  readonly visibility: 'PUBLIC' | 'PRIVATE'
}

/** What stands in directories, and is told by directory assistance. Parts that were not given are absent or ''. */
export interface DirectoryListing {
  readonly accountType: 'RESIDENCE' | 'BUSINESS'
  readonly listingType: 'LISTED' | 'NON_LISTED' | 'NON_PUBLISHED'
  /** By the documented parts. Listings of businesses are sorted by `lastName`, which holds the whole name then. */
  readonly listingName: { readonly firstName?: string | undefined, readonly lastName?: string | undefined, readonly [part: string]: string | undefined }
  readonly listAddress: boolean
  /** By the documented parts. */
  readonly address: { readonly [part: string]: string | undefined }
}

/** Numbers that get the same: ten digits each, ascending. */
export interface LineGroup<Entry> {
  readonly tns: readonly string[]
  readonly entry: Entry
}

/** What is to be entered. Instants are on the account's clock. */
export interface LineRequest<Entry> {
  /** The same at every repetition; asking again is how one hears what became of it. */
  readonly requestId: string
  readonly groups: readonly LineGroup<Entry>[]
  /** When it was handed over for the first time. */
  readonly handedOverAt: Date
  readonly now: Date
}

export type SupplierAnswer =
  /** Done; `refused` are the numbers for which nothing was entered, each with the reason, for people. */
  | { readonly kind: 'entered', readonly refused: ReadonlyMap<string, string> }
  /** Somebody is at it: ask again after so many seconds. */
  | { readonly kind: 'later', readonly seconds: number }
  /** Nobody could be asked. */
  | { readonly kind: 'unavailable' }

/** Enters calling names and listings in databases of the industry. Never asked inside a transaction. Never rejects: that is `unavailable`. */
export interface LineSupplier {
  enterNames(request: LineRequest<CallingName>): Promise<SupplierAnswer>
  enterListings(request: LineRequest<DirectoryListing>): Promise<SupplierAnswer>
}
