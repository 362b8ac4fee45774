import type { Tx } from '../../kernel/db/database.ts'

/**
 * Removes the sites and SIP peers that were added to an account after it was made: its first site and that site's first
 * peer stay, the latter as default. Numbers must have been returned before. For the sandbox.
 */
export async function resetLocations(tx: Tx, accountId: number): Promise<void> {
  const first = await tx.selectFrom('site').select('id').where('account_id', '=', accountId).orderBy('id')
    .executeTakeFirst()
  if (!first) return
  await tx.deleteFrom('site').where('account_id', '=', accountId).where('id', '<>', first.id).execute()
  const peer = await tx.selectFrom('sip_peer').select('id').where('site_id', '=', first.id).orderBy('id')
    .executeTakeFirst()
  if (!peer) return
  await tx.deleteFrom('sip_peer').where('site_id', '=', first.id).where('id', '<>', peer.id).execute()
  await tx.updateTable('sip_peer').set({ is_default: true }).where('id', '=', peer.id).execute()
}
