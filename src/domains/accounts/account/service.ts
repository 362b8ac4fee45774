import type { Tx } from '../../../kernel/db/database.ts'
import { grantEverything } from '../product/repository.ts'
import type { AccountDetails } from './details.ts'
import { insertAccount, nextAccountId, setClockOffset } from './repository.ts'

export interface NewAccount {
  /** The next free one above 5500100 where absent. */
  readonly id?: number
  readonly companyName: string
  /** `Trial` where absent and the account is a sandbox. */
  readonly customerSegment?: string
  readonly sandbox: boolean
  readonly details?: AccountDetails
  readonly at: Date
}

/** Opens an account with every product and feature and answers its id. Throws for an id that another account has. */
export async function createAccount(tx: Tx, { id, details = {}, ...rest }: NewAccount): Promise<number> {
  const chosen = id ?? await nextAccountId(tx)
  const customerSegment = rest.customerSegment ?? (rest.sandbox ? 'Trial' : undefined)
  const inserted = await insertAccount(tx, { ...rest, id: chosen, customerSegment, details })
  if (!inserted) throw new Error(`there is an account ${chosen} already`)
  await grantEverything(tx, chosen)
  return chosen
}

/**
 * Sets how many milliseconds a sandbox account's clock runs ahead of real time (not: by how much to move it on).
 * Throws for an account that does not exist or is no sandbox; both are mistakes of the calling code.
 */
export async function moveClock(tx: Tx, accountId: number, offsetMs: number): Promise<void> {
  if (!await setClockOffset(tx, accountId, Math.round(offsetMs))) {
    throw new Error(`account ${accountId} has no clock to move`)
  }
}

/** Brings a sandbox account's clock back to real time. */
export async function resetAccountClock(tx: Tx, accountId: number): Promise<void> {
  await moveClock(tx, accountId, 0)
}
