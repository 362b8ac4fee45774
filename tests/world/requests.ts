import type { Operation } from '../../src/kernel/contract/operation.ts'
import type { World } from './world.ts'

/** What stands for a path parameter in a request, by the parameter's name in lower case. */
export type PathValues = Readonly<Record<string, string | number>>

/** The address of an operation with its parameters filled in; fails for one that `values` does not have. */
export function addressOf({ path, id }: Operation, values: PathValues): string {
  return path.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = values[name.toLowerCase()]
    if (value === undefined) throw new Error(`${id}: the test has no value for {${name}}; add one to its list`)
    return encodeURIComponent(String(value))
  })
}

/** The operations that are built. */
export const builtOperations = ({ program }: World): readonly Operation[] =>
  program.routes.map(({ operation }) => operation).filter(({ built }) => built !== false)

/** How much is stored of what requests can leave behind, by table. */
export async function storedRows(world: World): Promise<Readonly<Record<string, number>>> {
  const tables = ['account', 'app_user', 'site', 'sip_peer', 'orders', 'order_line', 'subscription', 'event', 'delivery', 'idempotency', 'timer']
  const counts = tables.map((table) => `(select count(*)::int from ${table}) as "${table}"`).join(', ')
  const { rows } = await world.database.pool.query<Record<string, number>>(
    `select ${counts}, (select count(*)::int from telephone_number where status <> 'Available') as taken`)
  return rows[0] ?? {}
}
