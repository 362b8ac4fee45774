/** What a customer said of the end user, by the documented element names; what was not said is absent. */
export interface EndUserFields {
  readonly accountNumber?: string | undefined
  readonly accountTelephoneNumber?: string | undefined
  readonly endUserName?: string | undefined
  readonly authorizingUserName?: string | undefined
  readonly customerCode?: string | undefined
  readonly endUserPin?: string | undefined
  readonly endUserPassword?: string | undefined
  readonly addressLine1?: string | undefined
  readonly city?: string | undefined
  readonly state?: string | undefined
  readonly zipCode?: string | undefined
  readonly typeOfService?: string | undefined
}

/** A question for a customer service record. Instants are on the account's clock. */
export interface CsrQuestion {
  /** The same at every repetition of one question; asking again is how one hears of an answer that takes its time. */
  readonly questionId: string
  /** The working or billing number: ten digits. */
  readonly tn: string
  readonly fields: EndUserFields
  /** When this question was put for the first time. */
  readonly askedAt: Date
  readonly now: Date
}

/** What a carrier has on file of a customer. Addresses come in one line, mostly in parts too. */
export interface ServiceRecord {
  readonly accountNumber?: string | undefined
  readonly customerName: string
  readonly serviceAddress: {
    readonly unparsedAddress: string
    readonly houseNumber?: string | undefined
    readonly streetName?: string | undefined
    readonly streetSuffix?: string | undefined
    readonly city?: string | undefined
    readonly state?: string | undefined
    readonly zip?: string | undefined
  }
  /** All numbers on the account, ten digits each. */
  readonly tns: readonly string[]
}

export type CsrAnswer =
  | { readonly kind: 'found', readonly record: ServiceRecord }
  /** Never will be; `reason` is why, for people. */
  | { readonly kind: 'refused', readonly reason?: string | undefined }
  /** The carrier wants to know more; `wanted` is what, for people. */
  | { readonly kind: 'asks', readonly wanted: string }
  /** Somebody is at it: ask again after so many seconds. */
  | { readonly kind: 'later', readonly seconds: number }
  /** Nobody could be asked. */
  | { readonly kind: 'unavailable' }

/** Gets customer service records from other carriers. Never asked inside a transaction. Never rejects: that is `unavailable`. */
export interface CsrProvider {
  ask(question: CsrQuestion): Promise<CsrAnswer>
  /** Nobody waits for an answer any more. False where that could not be said. */
  withdraw(questionId: string): Promise<boolean>
}
