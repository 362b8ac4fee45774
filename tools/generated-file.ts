import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { packageRoot } from '../src/kernel/files/package-root.ts'

/** A committed file that is made from something else. `path` starts at the repository's root. */
export interface GeneratedFile {
  readonly path: string
  readonly content: string
}

async function committed(path: string): Promise<string | undefined> {
  try {
    return await readFile(join(packageRoot(), path), 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/** What is wrong with the committed file, in one line; undefined where it is current. */
export async function staleness(file: GeneratedFile, makeIt: string): Promise<string | undefined> {
  const present = await committed(file.path)
  if (present === file.content) return undefined
  return `${file.path} ${present === undefined ? 'is missing' : 'is out of date'}: run ${makeIt}`
}

/** Writes the file, or with `--check` among the arguments says whether the committed one is current (exit code 1 if not). */
export async function writeOrCheck(file: GeneratedFile, makeIt: string): Promise<void> {
  if (!process.argv.includes('--check')) {
    await writeFile(join(packageRoot(), file.path), file.content)
    return
  }
  const stale = await staleness(file, makeIt)
  if (stale === undefined) return
  process.stderr.write(`${stale}\n`)
  process.exitCode = 1
}
