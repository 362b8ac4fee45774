import { readFile, stat } from 'node:fs/promises'
import { EmbeddedPostgresError, unlessMissing } from './errors.ts'

/** Whom the server runs as: numeric ids as the system calls want them. */
export interface ServerAccount { readonly uid: number, readonly gid: number }

/** Accounts that may run the server for root, best first. An operator who wants it apart creates the first. */
const CANDIDATES = ['numberplane', 'postgres', 'nobody'] as const

interface PasswdEntry extends ServerAccount { readonly name: string }

/** Reads `/etc/passwd` text; lines that are no entry are left out. */
export function parsePasswd(text: string): PasswdEntry[] {
  return text.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':')
    if (name === undefined || !/^\d+$/.test(uid ?? '') || !/^\d+$/.test(gid ?? '')) return []
    return [{ name, uid: Number(uid), gid: Number(gid) }]
  })
}

/**
 * Picks the account for a server that root starts, since PostgreSQL refuses to run as root.
 * Existing data keeps its owner; new data goes to the owner of the data folder (so that data which
 * `sudo` makes in somebody's folder stays theirs), else to the first of `CANDIDATES`. All but the
 * owner of existing data need a passwd entry: initdb looks its own name up.
 */
export function chooseAccount(
  passwd: readonly PasswdEntry[],
  owners: { cluster: ServerAccount | undefined, dataDir: ServerAccount | undefined },
): ServerAccount | undefined {
  const { cluster, dataDir } = owners
  if (cluster !== undefined && cluster.uid !== 0) return cluster
  if (dataDir !== undefined && dataDir.uid !== 0 && passwd.some((entry) => entry.uid === dataDir.uid)) return dataDir
  for (const name of CANDIDATES) {
    const entry = passwd.find((one) => one.name === name && one.uid !== 0)
    if (entry !== undefined) return { uid: entry.uid, gid: entry.gid }
  }
  return undefined
}

/** The account to switch to, or undefined when the server runs as the user we already are. */
export async function serverAccount(paths: { cluster: string, dataDir: string }): Promise<ServerAccount | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const passwd = parsePasswd(await unlessMissing(readFile('/etc/passwd', 'utf8')) ?? '')
  const owners = { cluster: await ownerOf(paths.cluster), dataDir: await ownerOf(paths.dataDir) }
  const account = chooseAccount(passwd, owners)
  if (account !== undefined) return account
  throw new EmbeddedPostgresError(
    'PostgreSQL does not run as root, and there is no account to run it as: '
    + `create one named ${CANDIDATES.join(' or ')}, start Numberplane as a normal user, or set DATABASE_URL`)
}

async function ownerOf(path: string): Promise<ServerAccount | undefined> {
  const found = await unlessMissing(stat(path))
  return found && { uid: found.uid, gid: found.gid }
}
