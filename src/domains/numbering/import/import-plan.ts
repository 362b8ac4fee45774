import type { Readable } from 'node:stream'
import { sql } from 'kysely'
import type { Database, Tx } from '../../../kernel/db/database.ts'
import { importing } from '../../../kernel/files/importing.ts'
import type { ImportOptions, ImportReport } from '../../../kernel/files/import-report.ts'
import { ahead, inBatches } from '../../../kernel/files/rows.ts'
import { readTable, type TableColumns, type TableRow } from '../../../kernel/files/table.ts'
import { plan } from '../db.ts'
import { areaCodeColumns, readAreaCode, writeAreaCodes } from './area-codes.ts'
import { blockColumns, exchangeColumns, readBlock, readExchange, writeBlocks, writeExchanges } from './codes.ts'
import { nnRouteColumns, readNnRoute, writeNnRoutes } from './nn-routes.ts'
import { finishRateCenters, rateCenterColumns, readRateCenter, writeRateCenters } from './rate-centers.ts'

/** A kind of file: what its heading must name, how a line is read, how lines are written. */
interface Importer<Row> {
  readonly columns: TableColumns
  /** Answers undefined for a line that says nothing to us, a text for what is wrong with it. */
  readonly read: (row: TableRow) => Row | string | undefined
  readonly write: (tx: Tx, rows: readonly Row[], report: ImportReport) => Promise<void>
  /** What can be done only when every line has been written. */
  readonly finish?: (tx: Tx, report: ImportReport) => Promise<void>
}

const BATCH = 10_000

async function* readLines<Row>(text: Readable, { columns, read }: Importer<Row>, report: ImportReport): AsyncGenerator<{ readonly row: Row }> {
  for await (const line of readTable(text, columns)) {
    report.add('lines', 1)
    const row = line.problem ?? read(line)
    if (typeof row === 'string') report.problem(line.line, row)
    else if (row === undefined) report.add('passed over', 1)
    else yield { row }
  }
}

/** Ties a kind of file to its import, whatever its lines are. */
const importer = <Row>(kind: Importer<Row>) => (database: Database, text: Readable, options: ImportOptions): Promise<ImportReport> =>
  importing(database, options, async (tx, report) => {
    for await (const batch of ahead(inBatches(readLines(text, kind, report), BATCH))) {
      await kind.write(tx, batch.map(({ row }) => row), report)
      options.progress(report.counts.get('lines') ?? 0)
    }
    await kind.finish?.(tx, report)
    await sql`analyze npa, rate_center, rate_center_zip, exchange, thousands_block, local_calling_area`.execute(plan(tx))
  })

/**
 * Files that replace facts of the numbering plan, by kind: all of a file or, where a line has a problem, nothing. Nothing
 * is removed, and numbers in the ledger keep the rate center that they have. Files are read as they are needed, so any size
 * takes little memory.
 */
export const planImports = {
  /** The NPA report, CSV. */
  npa: importer({ columns: areaCodeColumns, read: readAreaCode, write: writeAreaCodes }),
  /** The central office code report: `allutlzd`, tab-separated, or CSV. */
  'co-codes': importer({ columns: exchangeColumns, read: readExchange, write: writeExchanges }),
  /** The thousands-block report, CSV. */
  blocks: importer({ columns: blockColumns, read: readBlock, write: writeBlocks }),
  /** Our own CSV of rate centers: LATA, tier, ZIP codes, local calling area. */
  'rate-centers': importer({ columns: rateCenterColumns, read: readRateCenter, write: writeRateCenters, finish: finishRateCenters }),
  /** Our own CSV of the routes of messages: NNID, ESPID, name. */
  'nn-routes': importer({ columns: nnRouteColumns, read: readNnRoute, write: writeNnRoutes }),
} as const
export type PlanImportKind = keyof typeof planImports
