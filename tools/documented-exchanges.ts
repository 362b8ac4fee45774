import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const Exchange = z.looseObject({ method: z.string(), path: z.string(), status: z.int(), responseBody: z.string().default('') })
const Operations = z.array(z.object({
  method: z.string(), path: z.string(), direction: z.string().optional(),
  responses: z.array(z.object({ status: z.coerce.number(), xml: z.string().nullish() })),
}))

export type DocumentedOperations = z.output<typeof Operations>

/** Finds the operation that a request was for: the one with most fixed segments wins, prefixes and case do not matter. */
function operationFinder(operations: DocumentedOperations) {
  const fixedSegments = (path: string) => path.split('/').filter((part) => part && !part.startsWith('{')).length
  const tops = [...new Set(operations.map(({ path }) => path.split('/')[1] ?? ''))]
  const start = new RegExp(`/(?:${tops.join('|')})(?:/|$)`, 'i')
  const known = operations.filter(({ direction }) => direction !== 'outbound')
    .map((operation) => ({ operation, pattern: new RegExp(`^${operation.path.replace(/\{[^}]+\}/g, '[^/]+')}$`, 'i'), rank: fixedSegments(operation.path) }))
    .sort((a, b) => b.rank - a.rank)
  return (method: string, path: string) => {
    const plain = path.split('?', 1)[0]?.replace(/\/+$/, '') ?? ''
    const tail = plain.slice(start.exec(plain)?.index ?? plain.length)
    return known.find(({ operation, pattern }) => operation.method === method.toUpperCase() && pattern.test(tail))?.operation
  }
}

/** Our own operations for administrators; the checker would take `/admin/accounts/1` for the documented `/accounts/1`. */
const OURS = /^(?:\/api)?\/admin\//i

/**
 * Leaves out what is ours and the error answers whose body nobody documented, so that a check of shapes judges only what it can know.
 * Kept: every success, every answer without a body, and every status that the documentation shows a body for.
 * Answers the kept lines, and how many were left out by status.
 */
export function documentedOnly(lines: readonly string[], operations: DocumentedOperations): { kept: string[], dropped: Map<number, number> } {
  const find = operationFinder(operations)
  const dropped = new Map<number, number>()
  const kept = lines.filter((line) => {
    const { method, path, status, responseBody } = Exchange.parse(JSON.parse(line))
    if (OURS.test(path)) return false
    if (status < 300 || responseBody === '') return true
    const operation = find(method, path)
    if (!operation || operation.responses.some((response) => response.status === status && response.xml)) return true
    dropped.set(status, (dropped.get(status) ?? 0) + 1)
    return false
  })
  return { kept, dropped }
}

if (import.meta.main) {
  const [input, reference, output] = process.argv.slice(2)
  if (!input || !reference || !output) throw new Error('usage: node tools/documented-exchanges.ts EXCHANGES.ndjson REFERENCE_FOLDER KEPT.ndjson')
  const operations = Operations.parse(JSON.parse(readFileSync(join(reference, 'operations.json'), 'utf8')))
  const { kept, dropped } = documentedOnly(readFileSync(input, 'utf8').split('\n').filter(Boolean), operations)
  writeFileSync(output, kept.map((line) => `${line}\n`).join(''))
  const counts = [...dropped].sort(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`)
  process.stdout.write(`${kept.length} exchanges kept; left out, their error bodies being undocumented: ${counts.join(', ') || 'none'}\n`)
}
