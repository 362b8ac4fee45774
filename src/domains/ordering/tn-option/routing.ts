import type { Tx } from '../../../kernel/db/database.ts'
import { nnRoutes } from '../../numbering/index.ts'
import { tnOptionErrors } from './errors.ts'
import type { WantedGroup } from './wanted.ts'

/**
 * Throws 5140 and 5141 for routes and platforms that are not known, 5142 for a pair that is none. An installation that has
 * no routes at all knows none of them apart, so there every one is taken.
 */
export async function checkRoutes(tx: Tx, groups: readonly WantedGroup[]): Promise<void> {
  const asked = groups.map(({ changes: { nnid, espid } }) => ({ nnid: nnid ?? undefined, espid: espid ?? undefined }))
  if (asked.every(({ nnid, espid }) => nnid === undefined && espid === undefined)) return
  const routes = await nnRoutes(tx)
  if (routes.length === 0) return
  for (const { nnid, espid } of asked) {
    const route = routes.find((known) => known.nnid === nnid)
    if (nnid !== undefined && !route) throw tnOptionErrors.nnidUnknown({ value: nnid })
    if (espid !== undefined && !routes.some((known) => known.espid === espid)) throw tnOptionErrors.espid({ value: espid })
    if (nnid !== undefined && espid !== undefined && route?.espid !== espid) throw tnOptionErrors.routeMismatch({ nnid, espid })
  }
}
