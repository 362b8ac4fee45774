#!/usr/bin/env node
import { nodeProblem } from './node-version.ts'

const problem = nodeProblem(process.versions.node)
if (problem === undefined) {
  // Imported only now: on an older Node.js the import itself would fail, with a text that helps nobody.
  const { run } = await import('./commands.ts')
  process.exitCode = await run(process.argv.slice(2), process.env)
} else {
  process.stderr.write(`numberplane: ${problem}\n`)
  process.exitCode = 1
}
