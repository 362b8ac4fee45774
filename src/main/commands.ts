import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { createAccount, createUser, DuplicateUserError, findAccount, InvalidUserNameError } from '../domains/accounts/index.ts'
import { EmbeddedPostgresError } from '../gateways/embedded-postgres/index.ts'
import { audit, COMMAND_LINE } from '../kernel/audit/audit.ts'
import { systemClock } from '../kernel/clock/clock.ts'
import { ConfigError, readConfig, type Config } from '../kernel/config/config.ts'
import { settings } from '../kernel/config/settings.ts'
import { openDatabase, type Database } from '../kernel/db/database.ts'
import { isDatabaseUnavailable } from '../kernel/db/failures.ts'
import { migrate, MigrationError } from '../kernel/db/migrate.ts'
import { ApiError } from '../kernel/errors/catalogue.ts'
import { packageRoot } from '../kernel/files/package-root.ts'
import { TableError } from '../kernel/files/rows.ts'
import { createLogger, type Logger } from '../kernel/log/logger.ts'
import { banner } from './banner.ts'
import { adminCommand, AdminUsageError, adminUsage } from './commands/administration.ts'
import { DataFileError, dataFileCommand, dataFileUsage } from './commands/data-files.ts'
import { sharedDatabase } from './database-source.ts'
import { SANDBOX_NUMBERS, seedPlan, seedSandbox } from './seed.ts'
import { serve, type Role } from './serve.ts'
import { stopReason } from './stop-reason.ts'

const options = {
  role: { type: 'string' }, port: { type: 'string' }, host: { type: 'string' },
  password: { type: 'string' }, account: { type: 'string', multiple: true }, company: { type: 'string' }, admin: { type: 'boolean' },
  'dry-run': { type: 'boolean' }, status: { type: 'string' },
  help: { type: 'boolean', short: 'h' }, version: { type: 'boolean', short: 'v' },
} as const

type Values = ReturnType<typeof parse>['values']

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
}

/** A command line that cannot be understood: told in one line. */
class UsageError extends Error {}

const usage = (): string => `Usage: numberplane <command> [options]

Commands
  serve                 start the API and a worker (the default)
    --role api|worker   start only one of them; several processes may share one DATABASE_URL
    --port N --host A   like PORT and HOST
  migrate               bring the database to this release's schema
  seed                  load the numbering plan that is shipped, over what was imported, and, in the sandbox, the known account and numbers
  user add NAME         add a user with all rights; the password is read from standard input
    --password TEXT     give the password here instead
    --account N         account that the user may act on; repeat for several
    --company NAME      make the account, with this company name, where it does not exist
    --admin             let the user administer the installation too
${adminUsage}
${dataFileUsage}
  --help, --version

Settings come from the environment:
${Object.values(settings).map(({ env, about, fallback }) => `  ${env.padEnd(32)} ${about} (default: ${fallback})`).join('\n')}
`

function version(): string {
  const Package = z.object({ version: z.string() })
  return Package.parse(JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8'))).version
}

function roleOf(text: string | undefined): Role {
  if (text === undefined || text === 'all') return 'all'
  if (text === 'api' || text === 'worker') return text
  throw new UsageError(`--role takes api or worker, not ${JSON.stringify(text)}`)
}

/** Serves until it is asked to stop or a part fails. Answers the exit code. */
async function serveCommand(config: Config, role: Role, log: Logger, environment: NodeJS.ProcessEnv): Promise<number> {
  if (role !== 'all' && !config.databaseUrl) throw new ConfigError(`--role ${role} needs DATABASE_URL: processes share an external database`)
  const started = systemClock.monotonicMs()
  const reason = stopReason(environment)
  const serving = await serve(config, role, log)
  process.stdout.write(banner(config, role, serving.address, (systemClock.monotonicMs() - started) / 1000))
  const end = await Promise.race([reason, serving.failure.catch((error: unknown) => error)])
  if (end instanceof Error) log.fatal({ err: end }, 'stopping because a part failed')
  else log.info({ reason: end }, 'stopping')
  await serving.stop()
  return end instanceof Error ? 1 : 0
}

async function withDatabase(config: Config, log: Logger, work: (database: Database) => Promise<string>): Promise<number> {
  const source = await sharedDatabase(config, log)
  try {
    await migrate(source.url, systemClock)
    const database = openDatabase({ url: source.url, max: 2, applicationName: 'numberplane cli', onPoolError: (error) => { log.error({ err: error }, 'connection lost') } })
    try {
      const text = await work(database)
      if (text !== '') process.stdout.write(`${text}\n`)
    } finally {
      await database.close()
    }
    return 0
  } finally {
    await source.stop()
  }
}

async function seedCommand(config: Config, database: Database): Promise<string> {
  if (config.mode === 'production') {
    await seedPlan(database)
    return 'the numbering plan is loaded'
  }
  const filled = await seedSandbox(database, systemClock, { seed: config.simulatedSeed, numbers: SANDBOX_NUMBERS })
  return filled ? 'the sandbox is seeded' : 'the sandbox was seeded before; nothing changed'
}

async function readPassword(values: Values): Promise<string> {
  if (values.password !== undefined) return values.password
  if (process.stdin.isTTY) process.stderr.write('password: ')
  for await (const chunk of process.stdin) return String(chunk).split('\n', 1)[0] ?? ''
  return ''
}

async function addUser(database: Database, username: string, values: Values): Promise<string> {
  const password = await readPassword(values)
  if (password.length < 8) throw new UsageError('the password needs at least 8 characters')
  const accounts = (values.account ?? []).map((text) => {
    if (!/^\d{1,9}$/.test(text)) throw new UsageError(`--account takes a number, not ${JSON.stringify(text)}`)
    return Number(text)
  })
  await database.transaction(async (tx) => {
    const at = systemClock.now()
    for (const id of accounts) {
      if (await findAccount(tx, id)) continue
      if (!values.company) throw new UsageError(`account ${id} does not exist; --company NAME makes it`)
      await createAccount(tx, { id, companyName: values.company, sandbox: false, at })
    }
    const roles = values.admin ? 'administrator' : 'all'
    await createUser(tx, { username, password, at, roles, accounts })
    await audit(tx, { at, actor: COMMAND_LINE }, { operation: 'user add', subject: `user ${username}`, after: { accounts, roles } })
  })
  return `user ${username} may act on ${accounts.length === 0 ? 'no account yet' : `account ${accounts.join(', ')}`}`
}

async function dispatch(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  const { values, positionals } = parse(args)
  if (values.help) return print(usage())
  if (values.version) return print(`${version()}\n`)
  const config = readConfig({ ...environment, PORT: values.port ?? environment.PORT, HOST: values.host ?? environment.HOST })
  const log = createLogger(config.logLevel)
  const [command = 'serve', ...rest] = positionals
  if (command === 'serve' && rest.length === 0) return serveCommand(config, roleOf(values.role), log, environment)
  if (command === 'migrate' && rest.length === 0) return withDatabase(config, log, async () => 'the schema is up to date')
  if (command === 'seed' && rest.length === 0) return withDatabase(config, log, (database) => seedCommand(config, database))
  const [verb, name] = rest
  if (command === 'user' && verb === 'add' && name !== undefined && rest.length === 2) return withDatabase(config, log, (database) => addUser(database, name, values))
  const work = adminCommand(positionals, values) ?? dataFileCommand(positionals, values)
  if (work) return withDatabase(config, log, work)
  throw new UsageError(`${JSON.stringify(positionals.join(' '))} is not a command; see numberplane --help`)
}

function print(text: string): number {
  process.stdout.write(text)
  return 0
}

const THEIR_MISTAKES = [UsageError, AdminUsageError, DataFileError, TableError, ConfigError, MigrationError, EmbeddedPostgresError, ApiError, DuplicateUserError, InvalidUserNameError] as const

/** Mistakes that the person at the keyboard can mend: one clear line, no stack. */
function isTheirs(error: unknown): error is Error {
  if (THEIR_MISTAKES.some((mistake) => error instanceof mistake)) return true
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return code.startsWith('ERR_PARSE_ARGS') || ['EADDRINUSE', 'EACCES', 'EADDRNOTAVAIL', 'ENOTFOUND', 'ENOSPC', 'EROFS', 'EISDIR'].includes(code) || isDatabaseUnavailable(error) || /^(28|3D)/.test(code)
}

/** Runs a command line. Answers the exit code of the process; 1 goes with one line on standard error. */
export async function run(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<number> {
  try {
    return await dispatch(args, environment)
  } catch (error) {
    if (!isTheirs(error)) throw error
    const inner = error instanceof AggregateError ? error.errors[0] : error
    process.stderr.write(`numberplane: ${inner instanceof Error ? inner.message : inner}\n`)
    return 1
  }
}
