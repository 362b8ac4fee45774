import type { Readable } from 'node:stream'
import type { Database } from '../../../kernel/db/database.ts'
import { importing } from '../../../kernel/files/importing.ts'
import type { ImportOptions, ImportReport } from '../../../kernel/files/import-report.ts'
import { ahead, inBatches } from '../../../kernel/files/rows.ts'
import { readTable } from '../../../kernel/files/table.ts'
import { linesWithoutPeer } from '../../locations/index.ts'
import { gatherStatistics } from '../ledger/admit.ts'
import { endRestAt } from '../ledger/aging.ts'
import { areaCodeOf, tellReplenished } from '../ledger/events.ts'
import { columns } from './columns.ts'
import { agingOf, insertNumbers, type ImportedNumber } from './import-repository.ts'
import { readLine, type LineDefaults } from './parse.ts'
import { numbersOf } from './span.ts'

const BATCH = 5000

async function* numbersIn(text: Readable, defaults: LineDefaults, report: ImportReport): AsyncGenerator<ImportedNumber> {
  for await (const row of readTable(text, { required: [['number']], known: columns })) {
    report.add('lines', 1)
    const read = row.problem ?? readLine(row, defaults)
    if (typeof read === 'string') {
      report.problem(row.line, read)
      continue
    }
    for (const tn of numbersOf(read.span)) yield { line: read.line, tn, facts: read.facts }
  }
}

/**
 * Takes numbers into the ledger from a CSV file with numbers, ranges or thousands blocks: all of it or, where a line has
 * a problem, nothing. A number that the ledger has already stays as it is. Whoever waits for such numbers is told. The file is read as it is needed, so any size
 * takes little memory.
 */
export async function importNumbers(database: Database, text: Readable, options: ImportOptions & LineDefaults): Promise<ImportReport> {
  return importing(database, options, async (tx, report) => {
    let ages = false
    const areaCodes = new Set<string>()
    for await (const batch of ahead(inBatches(numbersIn(text, options, report), BATCH))) {
      const places = batch.flatMap(({ line, facts: { account, site, peer } }) => site === undefined || peer === undefined ? [] : [{ line, accountId: account ?? 0, siteId: site, peerId: peer }])
      const missing = new Set(await linesWithoutPeer(tx, places))
      for (const line of missing) report.problem(line, 'the account has no such site and peer')
      const { added, problems } = await insertNumbers(tx, batch.filter(({ line }) => !missing.has(line)), options.at)
      for (const problem of problems) report.problem(problem.line, problem.text)
      report.add('numbers', batch.length)
      report.add('new', added)
      if (added > 0) for (const { tn, facts } of batch) if ((facts.status ?? 'Available') === 'Available') areaCodes.add(areaCodeOf(tn))
      ages ||= batch.some(({ facts }) => facts.status === 'Aging')
      options.progress(report.counts.get('lines') ?? 0)
    }
    if (ages) for (const { accountId, until } of await agingOf(tx, options.at)) await endRestAt(tx, accountId, until)
    await tellReplenished(tx, areaCodes, options.at)
    await gatherStatistics(tx, report.counts.get('new') ?? 0)
  })
}
