import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { catalogued } from '../src/kernel/errors/catalogue.ts'
import { packageRoot } from '../src/kernel/files/package-root.ts'
import { configurationFile } from './configuration.ts'
import { unexplainedDependencies } from './dependencies.ts'
import { coverageFile } from './coverage.ts'
import { errorCodesFile } from './error-codes.ts'
import { staleness } from './generated-file.ts'
import { openApiFile } from './openapi.ts'
import { allRoutes } from './routes.ts'
import { searchCriteriaFile } from './search-criteria.ts'
import { missingPlaces } from './where-is.ts'

/*
 * Checks every generated file that needs no database, or with --write makes them. The schema (npm run schema) wants a
 * database, and data/operations.json wants the reference that it was made from: both have commands of their own.
 */
const routes = await allRoutes()
const files = [openApiFile(routes), await coverageFile(routes), configurationFile(), errorCodesFile(catalogued()), searchCriteriaFile()]

if (process.argv.includes('--write')) {
  await Promise.all(files.map((file) => writeFile(join(packageRoot(), file.path), file.content)))
} else {
  const stale = await Promise.all(files.map((file) => staleness(file, 'npm run generate')))
  const wrong = [...stale.filter((line) => line !== undefined), ...missingPlaces(), ...unexplainedDependencies()]
  for (const line of wrong) process.stderr.write(`${line}\n`)
  if (wrong.length > 0) process.exitCode = 1
}
