import { STATUS_CODES } from 'node:http'
import { readXml, type XmlNode } from '../../src/kernel/xml/index.ts'

const MOST_ALIKE = 3

function elementLines({ name, children, text }: XmlNode): string[] {
  if (children.length === 0) return [text === '' ? `<${name}/>` : `<${name}>${text}</${name}>`]
  return [`<${name}>`, ...childLines(children).map((line) => `  ${line}`), `</${name}>`]
}

/** Of more than a few elements of one name, the first few and how many more there are. */
function childLines(children: readonly XmlNode[]): string[] {
  const seen = new Map<string, number>()
  const lines = children.flatMap((child) => {
    const before = seen.get(child.name) ?? 0
    seen.set(child.name, before + 1)
    return before < MOST_ALIKE ? elementLines(child) : []
  })
  const more = [...seen].filter(([, count]) => count > MOST_ALIKE).map(([name, count]) => `... ${count - MOST_ALIKE} more <${name}>`)
  return [...lines, ...more]
}

function bodyLines(body: string): string[] {
  if (body === '') return ['(no body)']
  if (body.startsWith('{')) return JSON.stringify(JSON.parse(body), null, 2).split('\n')
  return elementLines(readXml(body))
}

const indented = (lines: readonly string[], by: number) => lines.map((line) => `${' '.repeat(by)}${line}\n`).join('')

/** A line that begins a step. */
export const heading = (number: number, text: string): string => `\n${number}. ${text}\n`

export interface ShownRequest { readonly method: string, readonly path: string, readonly body: string | undefined }
export interface ShownAnswer { readonly status: number, readonly location: string | null, readonly body: string }

/** A request and its answer, indented, with long lists cut. */
export function exchange(request: ShownRequest, answer: ShownAnswer): string {
  const sent = request.body === undefined ? '' : indented(bodyLines(request.body), 5)
  const location = answer.location === null ? [] : [`Location: ${answer.location}`]
  return `   ${request.method} ${request.path}\n${sent}   -> ${answer.status} ${STATUS_CODES[answer.status]}\n${indented([...location, ...bodyLines(answer.body)], 5)}`
}

/** A callback that has come in. */
export const callback = (authorization: string, body: string): string =>
  `   <- POST to our callback address, Authorization: ${authorization}\n${indented(bodyLines(body), 5)}`
