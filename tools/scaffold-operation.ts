import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../src/kernel/files/package-root.ts'
import { readDocumentedOperations, type DocumentedOperation, type ErrorFamily } from '../src/main/documented-operations.ts'

const ENVELOPES: Readonly<Record<ErrorFamily, string>> = {
  ResponseStatus: 'responseStatus', ErrorList: 'errorList', Error: 'singleError', Errors: 'errorsDirect', Status: 'statusOnly', irisStatus: 'irisStatus',
}

/** `orders-id-get` is `ordersIdGet` in code. */
const identifier = (id: string) => id.replace(/-(\w)/g, (_dash, letter: string) => letter.toUpperCase())
const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1)

function paramLines(path: string): string {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => `${name}: ${name === 'accountId' ? 'AccountId' : 'OpaqueId'}`).join(', ')
}

function schemaLines(name: string, root: string | undefined): string[] {
  const xml = root === undefined ? '' : `, xml: { name: '${root}' }`
  return [`export const ${name} = z.object({`, '  // the documented elements, in the documented order', `}).meta({ id: '${name}'${xml} })`, '']
}

/** The declaration, for the `contract.ts` of the noun's folder. */
export function contractSnippet({ id, method, path, group, summary, request, success: root, statuses, errors }: DocumentedOperation): string {
  const name = identifier(id)
  const hasBody = method === 'POST' || method === 'PUT' || method === 'PATCH'
  const success = statuses.find((status) => status < 300) ?? 200
  const params = paramLines(path)
  return [
    ...root === undefined ? [] : schemaLines(`${capital(name)}Reply`, undefined),
    ...hasBody ? schemaLines(`${capital(name)}Request`, request) : [],
    `export const ${name} = operation({`,
    `  id: '${id}',`,
    `  at: '${method} ${path}',`,
    `  group: '${group}',`,
    `  summary: '${summary.replaceAll("'", "\\'")}.',`,
    ...params ? [`  params: z.object({ ${params} }),`] : [],
    ...method === 'GET' ? ['  query: z.object({}),'] : [],
    ...hasBody ? [`  body: ${capital(name)}Request,`] : [],
    `  replies: { ${success}: ${root === undefined ? 'null' : `answers('${root}', ${capital(name)}Reply)`} },`,
    `  errors: ${ENVELOPES[errors.family]}('${errors.root}'),`,
    "  access: 'signed-in', // or the role that the documentation names, with :view or :update",
    '})',
  ].join('\n')
}

/** The tie to the code that serves it, for `routes.ts`: unwrap, call, wrap. */
export function routeSnippet({ id, method, path, success: root, statuses }: DocumentedOperation): string {
  const status = statuses.find((each) => each < 300) ?? 200
  const input = ['params', ...method === 'GET' || method === 'DELETE' ? [] : ['body', 'actor'], ...status === 201 ? ['link'] : []]
  const address = path.replace(/\{(\w+)\}/g, '${params.$1}')
  const body = root === undefined ? ['undefined'] : ['made']
  const rest = status === 201 ? [...body, `{ Location: link(\`${address}/\${made.id}\`) }`] : root === undefined ? [] : body
  return [
    `handle(${identifier(id)}, async ({ ${input.join(', ')} }) => {`,
    `  const made = await service.${identifier(id)}(${input.filter((name) => name !== 'link').join(', ')})`,
    `  return reply(${[status, ...rest].join(', ')})`,
    '}),',
  ].join('\n')
}

/** `tests/operations/<id>.test.ts`, with a failing `describe` for each documented status. */
export function testFile({ method, path, statuses }: DocumentedOperation): string {
  const address = path.replaceAll('{accountId}', '${world.account}').replace(/\{(\w+)\}/g, 'some-$1')
  return [
    "import { afterAll, describe, expect, it } from 'vitest'",
    "import { createWorld } from '../world/world.ts'",
    '',
    'const world = await createWorld()',
    'afterAll(() => world.close())',
    ...statuses.flatMap((status) => [
      '',
      `describe('${status}', () => {`,
      "  it('guarantees that …', async () => {",
      `    const answer = await world.api('${method}', \`${address}\`)`,
      `    expect(answer.status).toBe(${status})`,
      "    expect.fail('say what this status guarantees')",
      '  })',
      '})',
    ]),
    '',
  ].join('\n')
}

if (import.meta.main) {
  const id = process.argv[2]
  const { operations, clientOnly } = readDocumentedOperations()
  const documented = [...operations, ...clientOnly].find((each) => each.id === id)
  if (!documented) throw new Error('usage: node tools/scaffold-operation.ts OPERATION (an id of COVERAGE.md)')
  const path = `tests/operations/${documented.id}.test.ts`
  const present = existsSync(join(packageRoot(), path))
  if (!present) writeFileSync(join(packageRoot(), path), testFile(documented))
  process.stdout.write([
    '// contract.ts', contractSnippet(documented), '', '// routes.ts', routeSnippet(documented), '',
    `// ${path} ${present ? 'is there already' : 'has been made'}`, '',
  ].join('\n'))
}
