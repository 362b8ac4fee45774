import { createHash, randomUUID } from 'node:crypto'
import {
  chmod, constants, copyFile, lstat, mkdir, readFile, readdir, readlink, rename, rm, symlink,
} from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { EmbeddedPostgresError, explain, unlessMissing } from './errors.ts'

/** A folder that may hold a copy; it must belong to `owner` and be writable by nobody else. */
export interface CopyTarget { readonly folder: string, readonly owner: number }

interface Entry {
  readonly path: string
  readonly link: string | undefined
  readonly size: number
  readonly owner: number
  readonly mode: number
}

/** Parts for compiling against PostgreSQL; a server needs none of them. */
const SUPERFLUOUS = /\.a$|(^|\/)(pgxs|pkgconfig)(\/|$)/

/**
 * Copies PostgreSQL's `bin`, `lib` and `share` into the first target that will take them, readable
 * by every user, with the library links that the package's install script makes. Returns the
 * folder. The name carries version and content, and the copy appears by rename, so half a copy or
 * one of other content is never used. One that is there already is used only when its content is
 * the same and nobody but the owner could have changed it.
 */
export async function copyForServer(source: string, targets: readonly CopyTarget[]): Promise<string> {
  const links = await packageLinks(source)
  const entries = withLinks(await entriesBelow(source), links)
  const stamp = await contentStamp(source, entries)
  const name = `postgres-${await packageVersion(source)}-${stamp}`
  let refusal: EmbeddedPostgresError | undefined
  for (const target of targets) {
    try {
      return await copyInto(target, name, { source, entries, stamp })
    } catch (error) {
      refusal = explain(error, `Cannot copy PostgreSQL's programs to ${target.folder}`)
    }
  }
  throw refusal ?? new EmbeddedPostgresError('There is no place to copy PostgreSQL\'s programs to')
}

async function copyInto(
  target: CopyTarget, name: string, content: { source: string, entries: readonly Entry[], stamp: string },
): Promise<string> {
  await mkdir(target.folder, { recursive: true, mode: 0o755 })
  if (!isOnlyFor(target.owner, await describeEntry(target.folder, ''))) {
    throw new EmbeddedPostgresError(`The folder ${target.folder} can be changed by other users: remove it`)
  }
  // A strict umask would have closed it to the server's user.
  await chmod(target.folder, 0o755)
  const copy = join(target.folder, name)
  if (await isIntact(copy, target.owner, content.stamp)) return copy
  const staging = join(target.folder, `.new-${randomUUID()}`)
  try {
    await copyEntries(content.source, staging, content.entries)
    await rm(copy, { recursive: true, force: true })
    await rename(staging, copy)
  } catch (error) {
    // Another process may have put the same copy there first.
    if (!await isIntact(copy, target.owner, content.stamp)) throw error
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
  return copy
}

async function copyEntries(source: string, target: string, entries: readonly Entry[]): Promise<void> {
  for (const folder of new Set(['', ...entries.map((entry) => dirname(entry.path))])) {
    await mkdir(join(target, folder), { recursive: true })
  }
  await Promise.all(entries.map(async (entry) => {
    const to = join(target, entry.path)
    if (entry.link !== undefined) return symlink(entry.link, to)
    await copyFile(join(source, entry.path), to, constants.COPYFILE_FICLONE)
    await chmod(to, entry.path.startsWith('bin/') || /\.so(\.|$)/.test(entry.path) ? 0o755 : 0o644)
  }))
  const folders = await readdir(target, { recursive: true, withFileTypes: true })
  for (const folder of folders.filter((one) => one.isDirectory())) {
    await chmod(join(folder.parentPath, folder.name), 0o755)
  }
  await chmod(target, 0o755)
}

async function isIntact(copy: string, owner: number, stamp: string): Promise<boolean> {
  if (await unlessMissing(lstat(copy)) === undefined) return false
  const folders = await Promise.all(['', 'bin', 'lib', 'share'].map((path) => unlessMissing(describeEntry(copy, path))))
  if (folders.some((folder) => folder === undefined || !isOnlyFor(owner, folder))) return false
  const entries = await entriesBelow(copy)
  return entries.every((entry) => isOnlyFor(owner, entry)) && await contentStamp(copy, entries) === stamp
}

/** Names, sizes and links of everything, and the content of the programs: fast, and changed by every release. */
async function contentStamp(folder: string, entries: readonly Entry[]): Promise<string> {
  const hash = createHash('sha256')
  for (const entry of entries) {
    hash.update(`${entry.path}\0${entry.link ?? entry.size}\0`)
    if (entry.path.startsWith('bin/')) hash.update(await readFile(join(folder, entry.path)))
  }
  return hash.digest('hex').slice(0, 16)
}

async function entriesBelow(folder: string): Promise<Entry[]> {
  const found: Entry[] = []
  for (const part of ['bin', 'lib', 'share']) {
    const items = await readdir(join(folder, part), { recursive: true, withFileTypes: true })
    const files = items.filter((item) => !item.isDirectory())
      .map((item) => relative(folder, join(item.parentPath, item.name))).filter((path) => !SUPERFLUOUS.test(path))
    found.push(...await Promise.all(files.map((path) => describeEntry(folder, path))))
  }
  return found.sort((a, b) => a.path < b.path ? -1 : 1)
}

async function describeEntry(folder: string, path: string): Promise<Entry> {
  const found = await lstat(join(folder, path))
  const link = found.isSymbolicLink() ? await readlink(join(folder, path)) : undefined
  return { path, link, size: found.size, owner: found.uid, mode: found.mode }
}

/** A link's own mode means nothing; only its owner can replace it. */
function isOnlyFor(owner: number, entry: Entry): boolean {
  return entry.owner === owner && (entry.link !== undefined || (entry.mode & 0o022) === 0)
}

/** The version of the npm package that a `native` folder belongs to. */
async function packageVersion(source: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(source, '..', 'package.json'), 'utf8'))
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest) return String(manifest.version)
  throw new EmbeddedPostgresError(`The package of PostgreSQL in ${source} has no version: install it again`)
}

async function packageLinks(source: string): Promise<Map<string, string>> {
  const text = await unlessMissing(readFile(join(source, 'pg-symlinks.json'), 'utf8'))
  const listed: unknown = text === undefined ? [] : JSON.parse(text)
  const links = new Map<string, string>()
  for (const link of Array.isArray(listed) ? listed : []) {
    const { source: from, target } = Object(link)
    if (typeof from !== 'string' || typeof target !== 'string') continue
    links.set(relative('native', target), relative(dirname(target), from))
  }
  return links
}

function withLinks(entries: readonly Entry[], links: ReadonlyMap<string, string>): Entry[] {
  const present = new Set(entries.map((entry) => entry.path))
  const missing = [...links].filter(([path]) => !present.has(path))
    .map(([path, link]) => ({ path, link, size: 0, owner: 0, mode: 0 }))
  return [...entries, ...missing].sort((a, b) => a.path < b.path ? -1 : 1)
}
