import type { Address } from '../accounts/index.ts'

/** Something that calls for help, or a place to call from, and what is to become of it at the emergency service. */
export interface EmergencyEntry {
  readonly kind: 'number' | 'identifier' | 'location'
  /** Ten digits, the alternate end-user identifier, or the location id. */
  readonly subject: string
  readonly action: 'put' | 'remove'
  /** Where it is, in standard form; for one that goes, where it was. */
  readonly address: Address | undefined
  readonly callerName?: string | undefined
  readonly callbackNumber?: string | undefined
  readonly preferredLanguage?: string | undefined
}

/** What the emergency service is asked to do. Instants are on the account's clock. */
export interface EmergencyQuestion {
  /** The same at every repetition; asking again is how one hears of an answer that takes its time. */
  readonly orderId: string
  readonly entries: readonly EmergencyEntry[]
  /** When this was asked for the first time. */
  readonly askedAt: Date
  readonly now: Date
}

/** `refused`: the service says no. `fault`: it tried, and something broke. `detail` is why, for people. */
export interface EmergencyRefusal {
  readonly subject: string
  readonly reason: 'refused' | 'fault'
  readonly detail: string
}

export type EmergencyAnswer =
  /** Whatever is not refused is done. */
  | { readonly kind: 'done', readonly refused: readonly EmergencyRefusal[] }
  /** Somebody is at it: ask again after so many seconds. */
  | { readonly kind: 'later', readonly seconds: number }
  /** Nobody could be asked. */
  | { readonly kind: 'unavailable' }

/** Brings numbers and addresses to those who answer emergency calls. Never asked inside a transaction. Never rejects: that is `unavailable`. */
export interface EmergencyService {
  submit(question: EmergencyQuestion): Promise<EmergencyAnswer>
}
