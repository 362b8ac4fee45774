import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { packageRoot } from '../src/kernel/files/package-root.ts'

/** What ESLint, the compiler and the import rules do not see. Each rule says where it holds and finds what breaks it. */
interface Rule {
  readonly why: string
  readonly holds: (path: string) => boolean
  readonly breaks: (node: ts.Node) => boolean
}

const isTest = (path: string) => /(?:\.test|\/testing|\/golden-cases)\.ts$/.test(path) || path.startsWith('tests/')
const isProduct = (path: string) => path.startsWith('src/') && !isTest(path)
const isCalled = (node: ts.Node, names: readonly string[]) =>
  ts.isCallExpression(node) && ts.isIdentifier(node.expression) && names.includes(node.expression.text)
const isText = (node: ts.Node) => ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)

const rules: readonly Rule[] = [
  {
    why: 'waiting is a job or a timer (kernel/jobs), which survives a restart and moves with the clock',
    holds: (path) => isProduct(path) && path.startsWith('src/domains/'),
    breaks: (node) => isCalled(node, ['setTimeout', 'setInterval', 'setImmediate']),
  },
  {
    why: 'XML is written by the codec (kernel/xml) from a schema',
    holds: (path) => isProduct(path) && !path.startsWith('src/kernel/xml/'),
    breaks: (node) => isText(node) && node.getText().includes('</'),
  },
  {
    why: 'exports have names',
    holds: isProduct,
    breaks: (node) => ts.isExportAssignment(node) || (ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)),
  },
  {
    why: "only a domain's index.ts and the codec's collect exports, and they name them",
    holds: isProduct,
    breaks: (node) => ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined && node.exportClause === undefined,
  },
  {
    why: 'a test that is skipped or alone proves nothing',
    holds: isTest,
    breaks: (node) => ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)
      && ['it', 'test', 'describe'].includes(node.expression.text) && ['only', 'skip', 'todo'].includes(node.name.text),
  },
]

/** Paths that exist on somebody's machine and nowhere else. The tests of what root may do name root's own folder. */
const MACHINE_PATH = /(?<![\w.~}-])\/(?:work|root|home)(?=\/|\b(?![-\w]))/
const isProse = (path: string) => /\.(?:md|ts|js|cjs|json|sql|yml)$/.test(path) && path !== 'package-lock.json'

/** What a file breaks, each with its line and why it matters. */
export function findings(path: string, text: string): string[] {
  const found: string[] = []
  if (!path.startsWith('src/gateways/embedded-postgres/folders.test')) text.split('\n').forEach((line, index) => { if (MACHINE_PATH.test(line)) found.push(`${path}:${index + 1}: a path of one machine`) })
  const applying = rules.filter((rule) => rule.holds(path))
  if (applying.length === 0 || !path.endsWith('.ts')) return found
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const visit = (node: ts.Node): void => {
    for (const rule of applying) {
      if (rule.breaks(node)) found.push(`${path}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${rule.why}`)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

const PLACES = ['*', '{src,tests,tools,bench,docs,migrations,contract,.github}/**/*']

function sourcePaths(): string[] {
  return globSync(PLACES, { cwd: packageRoot(), exclude: ['node_modules/**'] }).filter(isProse).sort()
}

if (import.meta.main) {
  const all = sourcePaths().flatMap((path) => findings(path, readFileSync(join(packageRoot(), path), 'utf8')))
  for (const line of all) process.stderr.write(`${line}\n`)
  if (all.length > 0) process.exitCode = 1
}
