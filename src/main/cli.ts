#!/usr/bin/env node
import nodeModule from 'node:module'
import { nodeProblem } from './node-version.ts'

const problem = nodeProblem(process.versions.node)
if (problem === undefined) {
  // What was compiled once is kept in the temporary folder: starting takes half the time and less memory.
  nodeModule.enableCompileCache()
  // Imported only now: on an older Node.js the import itself would fail, with a text that helps nobody.
  const { run } = await import('./commands.ts')
  process.exitCode = await run(process.argv.slice(2), process.env)
} else {
  process.stderr.write(`numberplane: ${problem}\n`)
  process.exitCode = 1
}
