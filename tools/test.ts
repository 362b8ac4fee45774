import { spawnSync } from 'node:child_process'

/** Everything that has to hold before a change may land, cheapest first. Stops at the first failure. */
const steps: readonly (readonly [name: string, command: string, args: readonly string[]])[] = [
  ['types', 'tsc', ['-p', '.']],
  ['lint', 'eslint', ['.']],
  ['source rules', 'node', ['tools/check-source.ts']],
  ['import rules', 'depcruise', ['--config', '.dependency-cruiser.cjs', 'src']],
  ['unused code', 'knip', []],
  ['generated files', 'node', ['tools/check-generated.ts']],
  ['unit, operation, journey and compatibility tests', 'vitest', ['run']],
]

for (const [name, command, args] of steps) {
  process.stdout.write(`\n== ${name}\n`)
  const { status, error } = spawnSync(command, args, { stdio: 'inherit' })
  if (error) throw error
  if (status !== 0) {
    process.stdout.write(`\n${name}: failed\n`)
    process.exit(status ?? 1)
  }
}
process.stdout.write('\nall checks passed\n')
