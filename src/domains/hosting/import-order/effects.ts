import type { Clock } from '../../../kernel/clock/clock.ts'
import type { Database, Tx } from '../../../kernel/db/database.ts'
import type { Problem } from '../../../kernel/errors/catalogue.ts'
import type { Logger } from '../../../kernel/log/logger.ts'
import { advance, type Decision, type OrderRow } from '../../../kernel/orders/engine.ts'
import { admitBrought, originsOf, takeNumbers } from '../../inventory/index.ts'
import { placeStands } from '../../locations/index.ts'
import { knownAreaCodes, type CarrierDirectory } from '../../numbering/index.ts'
import { importErrors } from '../errors.ts'
import { importProblem } from '../verdict.ts'
import { ended, IMPORT } from '../wording.ts'
import { importOrder } from './process.ts'
import { findImport, type ImportDetails } from './repository.ts'

interface Dependencies {
  readonly database: Database
  readonly clock: Clock
  readonly log: Logger
  /** Numbers that no carrier serves cannot be imported; without a directory every number counts as served. */
  readonly carriers: CarrierDirectory | undefined
}

const AREA_CODE_DIGITS = 3

/** What is against numbers whatever the ledger says: they do not exist, or no carrier serves them. */
async function ruledOut({ database: { db }, carriers }: Dependencies, numbers: readonly string[]): Promise<ReadonlyMap<string, Problem>> {
  const [origins, areaCodes] = await Promise.all([originsOf(db, numbers), knownAreaCodes(db)])
  const exists = (tn: string) => origins.has(tn) || areaCodes.has(tn.slice(0, AREA_CODE_DIGITS))
  const unknown = numbers.filter((tn) => !exists(tn))
  const elsewhere = numbers.filter((tn) => exists(tn) && origins.get(tn)?.ours !== true)
  const served = await carriers?.carriersOf(elsewhere)
  const inactive = served === undefined ? [] : elsewhere.filter((tn) => !served.has(tn))
  return new Map([
    ...unknown.map((tn) => [tn, importErrors.unknown.problem()] as const), ...inactive.map((tn) => [tn, importErrors.notActive.problem()] as const),
  ])
}

interface Importing {
  readonly order: OrderRow
  readonly details: ImportDetails
  /** Numbers that cannot be imported, whoever has them. */
  readonly out: ReadonlyMap<string, Problem>
  readonly at: Date
  readonly clock: Clock
}

/** Imports what can be imported and says what is against the others. Runs with the order locked. */
async function importNumbers(tx: Tx, { order, details, out, at, clock }: Importing): Promise<Decision<keyof typeof importOrder.moves>> {
  const { id, accountId, siteId, createdAt, createdBy } = order
  if (siteId === null || !await placeStands(tx, { accountId, siteId, peerId: details.peerId })) {
    return ended(IMPORT, details.numbers.map((subject) => ({ subject, problem: importErrors.site.problem() })))
  }
  const how = {
    as: 'imported', accountId, siteId, peerId: details.peerId, orderId: id, orderType: 'IMPORT_TN_ORDER', orderCreatedAt: createdAt, at, actor: createdBy, clock,
  } as const
  const candidates = details.numbers.filter((tn) => !out.has(tn)).sort()
  const admitted = new Set(await admitBrought(tx, candidates, how))
  const origins = await originsOf(tx, candidates.filter((tn) => !admitted.has(tn)))
  const refused = new Map([...origins].flatMap(([tn, origin]) => {
    const problem = importProblem(accountId, origin)
    return problem ? [[tn, problem] as const] : []
  }))
  await takeNumbers(tx, [...origins.keys()].filter((tn) => !refused.has(tn)), how)
  return ended(IMPORT, details.numbers.map((subject) => ({ subject, problem: out.get(subject) ?? refused.get(subject) })))
}

/** Does the work of an order. Who has the numbers in the industry is asked before anything is locked. */
export async function processImportOrder(dependencies: Dependencies, orderId: string): Promise<void> {
  const { database, clock, log } = dependencies
  const exists = await database.db.selectFrom('orders').select('id').where('id', '=', orderId).executeTakeFirst()
  if (!exists) {
    log.info({ orderId }, 'a late job found no order')
    return
  }
  const details = await findImport(database.db, orderId)
  const out = await ruledOut(dependencies, details.numbers)
  await database.transaction((tx) => advance(tx, { clock, log, actor: 'System' }, importOrder, orderId, (order, accountTime) =>
    importNumbers(tx, { order, details, out, at: accountTime.now(), clock })))
}
