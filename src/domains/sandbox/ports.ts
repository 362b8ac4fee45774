import type { Tx } from '../../kernel/db/database.ts'

/** A sandbox account as it is handed to whoever asked for one. */
export interface FreshAccount {
  readonly accountId: number
  readonly username: string
  readonly password: string
  readonly siteId: number
  readonly peerId: number
}

/** A mail that was kept because there is no mail server. */
export interface OutboxMail {
  readonly id: string
  readonly accountId: number
  readonly at: Date
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** What the simulation of other carriers knows of a number. */
export interface IndustryView {
  readonly tn: string
  readonly carrier: {
    readonly spid: string
    readonly name: string
    readonly kind: string
    readonly portable: boolean
    readonly needsAccountNumber: boolean
    readonly needsPin: boolean
    readonly minimumIntervalDays: number
    readonly csr: string
  }
  readonly subscriber: {
    readonly name: string
    readonly type: string
    readonly accountNumber: string
    readonly pin: string
    readonly billingTn: string
    readonly serviceAddress: {
      readonly houseNumber: string
      readonly streetName: string
      readonly streetSuffix: string
      readonly city: string
      readonly state: string
      readonly zip: string
    }
    /** All numbers on the account, ascending. */
    readonly tns: readonly string[]
  }
  /** What is special about the number, where tests may rely on it. */
  readonly magic?: string
}

/** What the sandbox needs of the other domains; `main` puts it together. */
export interface SandboxPorts {
  /** Makes an account with a user of its own, a site and a default SIP peer. */
  createAccount(tx: Tx, at: Date): Promise<FreshAccount>
  /** Moves an account's clock and the timers that go by it. */
  moveClock(tx: Tx, accountId: number, offsetMs: number): Promise<void>
  /** Brings an account back to how it was made; users keep their passwords. */
  reset(tx: Tx, accountId: number, at: Date): Promise<void>
  /** What other carriers know of a number, in any notation; `ours` for one that we serve, undefined for one that nobody does. */
  industry(tx: Tx, tn: string): Promise<IndustryView | 'ours' | undefined>
  /** The latest mails kept for these accounts, newest first. */
  outbox(tx: Tx, accountIds: readonly number[], query: { readonly to?: string, readonly size: number }): Promise<readonly OutboxMail[]>
}
