import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { packageRoot } from '../src/kernel/files/package-root.ts'

const RECORD = 'docs/decisions/0001-stack.md'
const Package = z.object({ dependencies: z.record(z.string(), z.string()), devDependencies: z.record(z.string(), z.string()) })

/** Where package.json and the record of why each package is there disagree. */
export function unexplainedDependencies(): string[] {
  const read = (path: string) => readFileSync(join(packageRoot(), path), 'utf8')
  const { dependencies, devDependencies } = Package.parse(JSON.parse(read('package.json')))
  const present = Object.keys({ ...dependencies, ...devDependencies })
  const rows = read(RECORD).split('\n').filter((line) => line.startsWith('| `'))
  const explained = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name))
  return [
    ...present.filter((name) => !explained.includes(name)).map((name) => `${RECORD} does not say why ${name} is there`),
    ...explained.filter((name) => !present.includes(name)).map((name) => `${RECORD} explains ${name}, which is not a dependency`),
  ]
}

if (import.meta.main) {
  const wrong = unexplainedDependencies()
  for (const line of wrong) process.stderr.write(`${line}\n`)
  if (wrong.length > 0) process.exitCode = 1
}
