import type { Database, Tx } from '../db/database.ts'
import { ImportReport, ImportUndone, type ImportOptions } from './import-report.ts'

/**
 * Runs an import in one transaction: all of a file or, where any line has a problem and in a dry run, nothing of it.
 * Answers the report; `report.problemCount` says whether something was wrong.
 */
export async function importing(database: Database, { dryRun }: Pick<ImportOptions, 'dryRun'>, work: (tx: Tx, report: ImportReport) => Promise<void>): Promise<ImportReport> {
  const report = new ImportReport()
  try {
    await database.transaction(async (tx) => {
      await work(tx, report)
      if (dryRun || report.problemCount > 0) throw new ImportUndone()
    })
  } catch (error) {
    if (!(error instanceof ImportUndone)) throw error
  }
  return report
}
