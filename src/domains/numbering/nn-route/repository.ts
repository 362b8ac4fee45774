import type { Tx } from '../../../kernel/db/database.ts'
import { plan } from '../db.ts'

/** A way that messages can take, by the numbers under which other networks know it. */
export interface NnRoute {
  readonly nnid: number
  readonly espid: string | null
  readonly name: string
}

/** All routes, ascending by NNID. There are hundreds of them at most. */
export async function nnRoutes(tx: Tx): Promise<readonly NnRoute[]> {
  return plan(tx).selectFrom('nn_route').select(['nnid', 'espid', 'name']).orderBy('nnid').execute()
}

/** The name of a route, or undefined for one that is not known. */
export async function nnRouteName(tx: Tx, nnid: number): Promise<string | undefined> {
  return (await plan(tx).selectFrom('nn_route').select('name').where('nnid', '=', nnid).executeTakeFirst())?.name
}
