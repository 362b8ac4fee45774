import { audit, COMMAND_LINE } from '../audit/audit.ts'
import type { Database, Tx } from '../db/database.ts'
import { ImportReport, ImportUndone, type ImportOptions } from './import-report.ts'

type ImportSource = Pick<ImportOptions, 'dryRun' | 'at' | 'source'>

/**
 * Runs an import in one transaction: all of a file or, where any line has a problem and in a dry run, nothing of it.
 * Answers the report; `report.problemCount` says whether something was wrong.
 */
export async function importing(database: Database, { dryRun, at, source }: ImportSource, work: (tx: Tx, report: ImportReport) => Promise<void>): Promise<ImportReport> {
  const report = new ImportReport()
  try {
    await database.transaction(async (tx) => {
      await work(tx, report)
      if (dryRun || report.problemCount > 0) throw new ImportUndone()
      await audit(tx, { at, actor: COMMAND_LINE }, { operation: 'import', subject: source, after: Object.fromEntries(report.counts) })
    })
  } catch (error) {
    if (!(error instanceof ImportUndone)) throw error
  }
  return report
}
