import { createWriteStream } from 'node:fs'
import { access, constants, stat } from 'node:fs/promises'
import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { findAccount } from '../../domains/accounts/index.ts'
import { agingPeriods, exportNumbers, followPlan, importNumbers, numberStates, setAgingPeriod } from '../../domains/inventory/index.ts'
import { planImports, type PlanImportKind } from '../../domains/numbering/index.ts'
import { audit, COMMAND_LINE } from '../../kernel/audit/audit.ts'
import { systemClock } from '../../kernel/clock/clock.ts'
import type { Database } from '../../kernel/db/database.ts'
import type { ImportOptions, ImportReport } from '../../kernel/files/import-report.ts'
import { openText } from '../../kernel/files/rows.ts'

/** A file or command line that cannot be done: told in one line, after the lines that say where. */
export class DataFileError extends Error {}

/** Options of the commands on files of data, as they were written. */
export interface DataFileValues {
  readonly account?: readonly string[]
  readonly status?: string
  readonly 'dry-run'?: boolean
}

export const dataFileUsage = `  inventory import FILE take in numbers, ranges and thousands blocks from a CSV file; - reads standard input
    --account N         keep the numbers in the pool of this account
    --dry-run           check the file and change nothing
  inventory export [FILE]  write numbers as CSV, to standard output where no file is named
    --account N         only those that the account has or keeps in its pool
    --status STATUS     only those that are Available, Inservice, Aging ...
  inventory aging       show how many days given-up numbers rest, by class
  inventory aging CLASS DAYS  set it for numbers that are given up from now on
  plan import KIND FILE replace facts of the numbering plan; KIND: ${Object.keys(planImports).join(', ')}
    --dry-run           check the file and change nothing`

const PROGRESS_EVERY = 100_000

function accountOf({ account = [] }: DataFileValues): number | undefined {
  const [text] = account
  if (text === undefined) return undefined
  if (account.length > 1 || !/^\d{1,9}$/.test(text)) throw new DataFileError(`--account takes one number, not ${JSON.stringify(account.join(' '))}`)
  return Number(text)
}

async function knownAccount({ db }: Database, values: DataFileValues): Promise<number | undefined> {
  const id = accountOf(values)
  if (id !== undefined && !await findAccount(db, id)) throw new DataFileError(`there is no account ${id}`)
  return id
}

function statusOf({ status }: DataFileValues): string | undefined {
  const known = numberStates.find((state) => state.toLowerCase() === status?.toLowerCase())
  if (status !== undefined && known === undefined) throw new DataFileError(`--status takes one of ${numberStates.join(', ')}, not ${JSON.stringify(status)}`)
  return known
}

async function readable(path: string) {
  if (path === '-') return openText(path)
  const found = await stat(path).catch((error: unknown) => { throw new DataFileError(`${path} cannot be read`, { cause: error }) })
  if (found.isDirectory()) throw new DataFileError(`${path} is a folder, not a file`)
  await access(path, constants.R_OK).catch((error: unknown) => { throw new DataFileError(`${path} cannot be read`, { cause: error }) })
  return openText(path)
}

function options(source: string, values: DataFileValues): ImportOptions {
  let told = 0
  return {
    dryRun: values['dry-run'] ?? false, at: systemClock.now(), source,
    progress: (lines) => {
      if (lines < told + PROGRESS_EVERY) return
      told = lines
      process.stderr.write(`${lines} lines\n`)
    },
  }
}

/** One line on what an import has done; the problems go to standard error, and make it an error. */
function summary(report: ImportReport, { 'dry-run': dryRun = false }: DataFileValues): string {
  for (const { line, text } of report.problems) process.stderr.write(`line ${line}: ${text}\n`)
  const hidden = report.problemCount - report.problems.length
  if (hidden > 0) process.stderr.write(`and ${hidden} more\n`)
  const counts = [...report.counts].map(([what, count]) => `${what}: ${count}`).join(', ') || 'no lines'
  if (report.problemCount > 0) throw new DataFileError(`nothing was changed, because of ${report.problemCount} problems (${counts})`)
  return dryRun ? `the file is in order; nothing was changed (${counts})` : counts
}

async function exportCommand(database: Database, path: string | undefined, values: DataFileValues): Promise<string> {
  const filter = { accountId: await knownAccount(database, values), status: statusOf(values) }
  const out: Writable = path === undefined ? process.stdout : createWriteStream(path)
  // Without a listener an error would end the process; the next write or the end of the stream rejects with it.
  const failed = new Promise<never>((_resolve, reject) => { out.once('error', reject) })
  const count = await Promise.race([exportNumbers(database, out, filter), failed])
  if (path !== undefined) {
    out.end()
    await Promise.race([once(out, 'finish'), failed])
  }
  process.stderr.write(`${count} numbers\n`)
  return ''
}

async function agingCommand(database: Database, [name, days, ...more]: readonly string[]): Promise<string> {
  if (name !== undefined) {
    if (days === undefined || more.length > 0 || !/^\d{1,3}$/.test(days) || Number(days) < 1 || Number(days) > 365) {
      throw new DataFileError('inventory aging takes a class and days from 1 to 365')
    }
    await database.transaction(async (tx) => {
      const before = await agingPeriods(tx)
      if (!await setAgingPeriod(tx, { class: name, days: Number(days) })) throw new DataFileError(`there is no class ${JSON.stringify(name)} of numbers`)
      await audit(tx, { at: systemClock.now(), actor: COMMAND_LINE }, { operation: 'inventory aging', subject: `aging period of ${name}`, before, after: await agingPeriods(tx) })
    })
  }
  return (await agingPeriods(database.db)).map((period) => `${period.class}: ${period.days} days`).join('\n')
}

/** Replaces facts of the plan, then lets the ledger follow. */
async function planCommand(database: Database, kind: PlanImportKind, path: string, values: DataFileValues): Promise<string> {
  const report = await planImports[kind](database, await readable(path), options(`${kind} from ${path}`, values))
  // No other kind of file changes what a rate center is.
  if (kind === 'rate-centers' && report.problemCount === 0 && values['dry-run'] !== true) report.add('numbers in another LATA', await database.transaction(followPlan))
  return summary(report, values)
}

const isPlanImport = (kind: string): kind is PlanImportKind => Object.hasOwn(planImports, kind)

/** What a command line on data asks for, ready to run; undefined for any other. Its promise is the text for standard output. */
export function dataFileCommand(words: readonly string[], values: DataFileValues): ((database: Database) => Promise<string>) | undefined {
  const [command, verb, ...rest] = words
  const [first, second, ...more] = rest
  if (command === 'plan' && verb === 'import' && first !== undefined && second !== undefined && more.length === 0) {
    if (!isPlanImport(first)) throw new DataFileError(`plan import knows no ${JSON.stringify(first)}; one of ${Object.keys(planImports).join(', ')}`)
    return (database) => planCommand(database, first, second, values)
  }
  if (command !== 'inventory') return undefined
  if (verb === 'aging') return (database) => agingCommand(database, rest)
  if (verb === 'import' && first !== undefined && second === undefined) {
    return async (database) => summary(await importNumbers(database, await readable(first), { ...options(`numbers from ${first}`, values), poolAccountId: await knownAccount(database, values) }), values)
  }
  return verb === 'export' && second === undefined ? (database) => exportCommand(database, first, values) : undefined
}
