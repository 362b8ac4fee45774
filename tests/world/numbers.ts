import { disconnectNumbers } from '../../src/domains/inventory/index.ts'
import type { Holder } from './hold-numbers.ts'
import type { FreshAccount, World } from './world.ts'

/** Gives numbers up at an instant, without an order. */
export async function giveUp(world: World, { account }: Pick<Holder, 'account'>, tns: readonly string[], at = new Date('2026-03-05T12:00:00.000Z')): Promise<void> {
  const outcomes = await world.database.transaction((tx) => disconnectNumbers(tx, account, tns, { mode: 'rest', at, actor: 'sandbox' }))
  const failed = outcomes.find(({ problem }) => problem !== undefined)
  if (failed) throw new Error(`${failed.tn} could not be given up: ${failed.problem}`)
}

/** A French number in service on an account. */
export async function holdForeign(world: World, { account, site, peer }: Pick<FreshAccount, 'account' | 'site' | 'peer'>, tn = '+33140289562'): Promise<string> {
  const at = new Date('2020-03-03T15:30:07.518Z')
  await world.database.db.insertInto('telephone_number').values({
    tn, status: 'Inservice', country: 'FR', tn_type: 'geographic', account_id: account, site_id: site, peer_id: peer, in_service_at: at, modified_at: at,
  }).execute()
  return tn
}

/** Available numbers of an area code, taken out of nobody's hands. */
export async function available(world: World, areaCode: string, quantity: number): Promise<string[]> {
  const rows = await world.database.db.selectFrom('telephone_number').select('tn').where('status', '=', 'Available')
    .where('tn', 'like', `${areaCode}%`).orderBy('tn').limit(quantity).execute()
  if (rows.length < quantity) throw new Error(`only ${rows.length} numbers of ${areaCode} are available`)
  return rows.map(({ tn }) => tn)
}
