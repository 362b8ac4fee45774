import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { packageRoot } from '../kernel/files/package-root.ts'

const Family = z.enum(['ResponseStatus', 'ErrorList', 'Error', 'Errors', 'Status', 'irisStatus'])
const Row = z.object({
  id: z.string(),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  path: z.string(),
  group: z.string(),
  summary: z.string(),
  /** Root elements of the documented request and of the documented success, where there are such bodies. */
  request: z.string().optional(),
  success: z.string().optional(),
  statuses: z.array(z.int()).readonly(),
  errors: z.object({ root: z.string(), family: Family }),
})
const File = z.object({ operations: z.array(Row).readonly(), clientOnly: z.array(Row).readonly() })

/** An operation that the API's documentation describes (or that clients call), and how it writes its errors. */
export type DocumentedOperation = z.output<typeof Row>
export type ErrorFamily = z.output<typeof Family>

/** What `data/operations.json` lists: `operations` are documented, `clientOnly` are called by clients and described nowhere. */
export function readDocumentedOperations(): z.output<typeof File> {
  return File.parse(JSON.parse(readFileSync(join(packageRoot(), 'data', 'operations.json'), 'utf8')))
}

/** Method and path with the names of parameters blanked and without case: equal for two spellings of one operation. */
export function routeKey({ method, path }: { readonly method: string, readonly path: string }): string {
  return `${method} ${path.toLowerCase().replace(/\{\w+\}/g, '{}')}`
}
