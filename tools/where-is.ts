import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../src/kernel/files/package-root.ts'

/** Paths in backticks that the page names; `<name>` in one stands for anything. */
function pathsIn(page: string): string[] {
  return [...page.matchAll(/`([^`\s]+)`/g)].map(([, path = '']) => path).filter((path) => !path.startsWith('/') && (path.includes('/') || /\.\w+$/.test(path)))
}

/** What `docs/where-is.md` names and the repository lacks. */
export function missingPlaces(): string[] {
  const page = readFileSync(join(packageRoot(), 'docs', 'where-is.md'), 'utf8')
  return pathsIn(page)
    .filter((path) => globSync(path.replace(/<[^>]+>/g, '*').replace(/\/$/, ''), { cwd: packageRoot() }).length === 0)
    .map((path) => `docs/where-is.md names ${path}, which is not there`)
}

if (import.meta.main) {
  const missing = missingPlaces()
  for (const line of missing) process.stderr.write(`${line}\n`)
  if (missing.length > 0) process.exitCode = 1
}
