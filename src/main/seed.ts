import { createAccount, createUser, findAccount } from '../domains/accounts/index.ts'
import { admitNumbers } from '../domains/inventory/index.ts'
import { createPeer, createSite } from '../domains/locations/index.ts'
import { loadGeography, loadPlan, sandboxNumbers } from '../domains/numbering/index.ts'
import type { Clock } from '../kernel/clock/clock.ts'
import type { Database, Tx } from '../kernel/db/database.ts'

/** The account that every sandbox starts with. */
export const SANDBOX_ACCOUNT = 5_500_012
/** User and password of the sandbox: known to everybody, so production refuses a database that has them. */
export const SANDBOX_USER = 'sandbox'
export const SANDBOX_PASSWORD = 'sandbox'
export const SANDBOX_NUMBERS = 100_000

interface SeedOptions {
  /** The same seed gives the same numbers. */
  readonly seed: number
  /** How many available numbers there are. */
  readonly numbers: number
}

const ADDRESS = {
  houseNumber: '900', streetName: 'MAIN CAMPUS', streetSuffix: 'DR', city: 'RALEIGH', stateCode: 'NC', zip: '27606', country: 'United States',
}

const ACCOUNT_DETAILS = {
  associatedCatapultAccount: 'u-sandbox', globalAccountNumber: 'SANDBOX-5500012', nenaId: '',
  address: { ...ADDRESS, addressType: 'Billing' },
  contact: { firstName: 'Sandbox', lastName: 'Account', phone: '9195550100', email: 'sandbox@example.com' },
  altSpid: 'X455', spid: '9999', portCarrierType: 'WIRELINE',
}

/** Loads the numbering plan: facts that every installation needs. Safe to run again. */
export async function seedPlan(database: Database): Promise<void> {
  const geography = loadGeography()
  await database.transaction((tx) => loadPlan(tx, geography))
}

async function seedPeople(tx: Tx, at: Date): Promise<void> {
  await createAccount(tx, { id: SANDBOX_ACCOUNT, companyName: 'Sandbox', sandbox: true, at, details: ACCOUNT_DETAILS })
  await createUser(tx, {
    username: SANDBOX_USER, password: SANDBOX_PASSWORD, at, firstName: 'Sandbox', lastName: 'User', email: 'sandbox@example.com',
    roles: 'administrator', accounts: [SANDBOX_ACCOUNT],
  })
  const siteId = await createSite(tx, {
    accountId: SANDBOX_ACCOUNT, name: 'Raleigh', description: 'The site that every sandbox starts with', customerName: 'Sandbox', address: ADDRESS, at,
  })
  await createPeer(tx, { accountId: SANDBOX_ACCOUNT, siteId, name: 'Default peer', description: 'Takes the numbers that name no other', isDefault: true, at })
}

/**
 * Fills an empty database for the sandbox: the numbering plan, the known account and user, a site with a default SIP peer,
 * available numbers. All or nothing; a database that has the account already is left alone. Answers whether it was filled.
 */
export async function seedSandbox(database: Database, clock: Clock, { seed, numbers }: SeedOptions): Promise<boolean> {
  const geography = loadGeography()
  return database.transaction(async (tx) => {
    if (await findAccount(tx, SANDBOX_ACCOUNT)) return false
    const at = clock.now()
    await loadPlan(tx, geography)
    await seedPeople(tx, at)
    const available = sandboxNumbers({ seed, count: numbers, exchanges: geography.exchanges, npas: geography.npas })
    await admitNumbers(tx, available, { at })
    return true
  })
}
