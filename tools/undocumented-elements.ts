import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { packageRoot } from '../src/kernel/files/package-root.ts'

interface Shape { readonly children?: Readonly<Record<string, Shape>> | undefined }
const Shape: z.ZodType<Shape> = z.object({ get children() { return z.record(z.string(), Shape).optional() } })
const Shapes = z.record(z.string(), z.object({ requests: z.record(z.string(), Shape).default({}), responses: z.record(z.string(), Shape).default({}) }))
const Groups = z.array(z.object({ id: z.string(), group: z.string() }))
const Report = z.object({
  totals: z.object({ operationsSeen: z.int(), operations: z.int(), badXml: z.int() }),
  rows: z.array(z.object({ id: z.string(), group: z.string(), undocumented: z.array(z.string()) })),
})

export interface Reference { readonly shapes: z.output<typeof Shapes>, readonly groups: z.output<typeof Groups> }
export interface Exception { readonly operation: string, readonly element: string }

/** `Parent/Child` for every element that the requests and answers of a group of operations are documented with. */
function pairsOf({ shapes, groups }: Reference, group: string): Set<string> {
  const pairs = new Set<string>()
  const walk = (name: string, shape: Shape) => {
    for (const [child, below] of Object.entries(shape.children ?? {})) {
      pairs.add(`${name}/${child}`)
      walk(child, below)
    }
  }
  for (const { id } of groups.filter((each) => each.group === group)) {
    const { requests = {}, responses = {} } = shapes[id] ?? {}
    for (const [root, shape] of [...Object.entries(requests), ...Object.entries(responses)]) walk(root, shape)
  }
  return pairs
}

/**
 * What the checker of shapes found and nothing explains. An element is explained where a sibling operation of its resource
 * documents it below the same parent (an order is shown with what it was placed with), or where an exception says why.
 */
export function unexplained(report: z.output<typeof Report>, reference: Reference, exceptions: readonly Exception[]): string[] {
  return report.rows.flatMap(({ id, group, undocumented }) => {
    const pairs = pairsOf(reference, group)
    return undocumented.filter((path) => {
      const pair = path.split('/').slice(-2).join('/')
      return !pairs.has(pair) && !exceptions.some(({ operation, element }) => element === pair && (operation === '*' || operation === id))
    }).map((path) => `${id}: ${path}`)
  })
}

function readExceptions(): Exception[] {
  const [, ...lines] = readFileSync(join(packageRoot(), 'tools', 'explained-elements.tsv'), 'utf8').trim().split('\n')
  return lines.map((line) => {
    const [operation = '', element = '', reason = ''] = line.split('\t')
    if (reason === '') throw new Error(`tools/explained-elements.tsv: no reason in ${JSON.stringify(line)}`)
    return { operation, element }
  })
}

if (import.meta.main) {
  const [file, folder] = process.argv.slice(2)
  if (!file || !folder) throw new Error('usage: node tools/undocumented-elements.ts CHECKER_REPORT.json REFERENCE_FOLDER')
  const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))
  const report = Report.parse(read(file))
  const reference = { shapes: Shapes.parse(read(join(folder, 'element-shapes.json'))), groups: Groups.parse(read(join(folder, 'operations.json'))) }
  const left = unexplained(report, reference, readExceptions())
  const all = report.rows.flatMap(({ undocumented }) => undocumented).length
  for (const line of left) process.stderr.write(`undocumented: ${line}\n`)
  process.stdout.write(`${all - left.length} elements explained by a sibling operation or tools/explained-elements.tsv, ${left.length} not; not well-formed ${report.totals.badXml}\n`)
  if (left.length > 0 || report.totals.badXml > 0) process.exitCode = 1
}
