import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { readXml, type XmlNode } from '../src/kernel/xml/index.ts'
import { clientOnlyOperations } from './client-only-operations.ts'
import { type GeneratedFile, writeOrCheck } from './generated-file.ts'

const Reference = z.array(z.object({
  id: z.string(), method: z.string(), path: z.string(), group: z.string(), summary: z.string(), direction: z.string().optional(),
  requestExamples: z.array(z.object({ root: z.string().nullish() })),
  responses: z.array(z.object({ status: z.int(), root: z.string().nullish(), xml: z.string().nullable() })),
}))
type Documented = z.output<typeof Reference>[number]

interface ErrorForm { readonly root: string, readonly family: string }

const named = (node: XmlNode, name: string) => node.children.filter((child) => child.name === name)
const has = (node: XmlNode, name: string) => node.children.some((child) => child.name === name)

/** Which family an example of an error body belongs to, by what stands in it; undefined for a body of no known family. */
function familyOf(root: XmlNode): string | undefined {
  if (has(root, 'ResponseStatus')) return 'ResponseStatus'
  if (named(root, 'Status').some((status) => has(status, 'Code'))) return 'Status'
  if (has(root, 'irisStatus')) return 'irisStatus'
  if (named(root, 'ErrorList').some((errorList) => has(errorList, 'Error'))) return 'ErrorList'
  if (named(root, 'Errors').some((errors) => has(errors, 'Code'))) return 'Errors'
  return named(root, 'Error').some((error) => has(error, 'Code')) ? 'Error' : undefined
}

/** The documented error form that is seen most often; without one, the most common family under the root of the success answer. */
function errorFormOf({ responses }: Documented): ErrorForm {
  const counted = new Map<string, { form: ErrorForm, count: number }>()
  for (const { status, xml } of responses) {
    if (status < 400 || xml === null) continue
    const root = readXml(xml)
    const family = familyOf(root)
    if (family === undefined) continue
    const key = `${root.name} ${family}`
    counted.set(key, { form: { root: root.name, family }, count: (counted.get(key)?.count ?? 0) + 1 })
  }
  const [most] = [...counted.values()].sort((one, other) => other.count - one.count)
  if (most) return most.form
  const success = responses.find(({ status, root }) => status < 300 && root?.endsWith('Response'))
  return { root: success?.root ?? 'ErrorResponse', family: 'ResponseStatus' }
}

function rowOf(documented: Documented): object {
  const { id, method, path, group, summary, requestExamples, responses } = documented
  const request = requestExamples.find(({ root }) => root)?.root ?? undefined
  const success = responses.find(({ status, root }) => status < 300 && root)?.root ?? undefined
  const statuses = [...new Set(responses.map(({ status }) => status))].sort((one, other) => one - other)
  return { id, method, path, group, summary, request, success, statuses, errors: errorFormOf(documented) }
}

function clientOnlyRow({ id, at, group, summary }: (typeof clientOnlyOperations)[number]): object {
  const [method, path] = at.split(' ')
  return { id, method, path, group, summary, statuses: [], errors: { root: 'ErrorResponse', family: 'ResponseStatus' } }
}

/** `data/operations.json`: one line per operation, in the reference's own order. */
export async function operationsFile(reference: string): Promise<GeneratedFile> {
  const text = await readFile(join(reference, 'operations.json'), 'utf8')
  const documented = Reference.parse(JSON.parse(text)).filter(({ direction }) => direction !== 'outbound')
  const lines = (rows: readonly object[]) => rows.map((row) => `    ${JSON.stringify(row)}`).join(',\n')
  const content = [
    '{', '  "operations": [', lines(documented.map(rowOf)), '  ],',
    '  "clientOnly": [', lines(clientOnlyOperations.map(clientOnlyRow)), '  ]', '}', '',
  ].join('\n')
  return { path: 'data/operations.json', content }
}

if (import.meta.main) {
  const reference = process.argv.slice(2).find((argument) => !argument.startsWith('--'))
  if (!reference) throw new Error('usage: node tools/operations.ts REFERENCE_FOLDER [--check]')
  await writeOrCheck(await operationsFile(reference), 'node tools/operations.ts REFERENCE_FOLDER')
}
