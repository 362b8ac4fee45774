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

/** What the sandbox needs of the other domains; `main` puts it together. */
export interface SandboxPorts {
  /** Makes an account with a user of its own, a site and a default SIP peer. */
  createAccount(tx: Tx, at: Date): Promise<FreshAccount>
  /** Moves an account's clock and the timers that go by it. */
  moveClock(tx: Tx, accountId: number, offsetMs: number): Promise<void>
  /** Brings an account back to how it was made; users keep their passwords. */
  reset(tx: Tx, accountId: number, at: Date): Promise<void>
  /** The latest mails kept for these accounts, newest first. */
  outbox(tx: Tx, accountIds: readonly number[], query: { readonly to?: string, readonly size: number }): Promise<readonly OutboxMail[]>
}
