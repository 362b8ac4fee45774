import { SaxesParser } from 'saxes'
import { XmlError, type XmlPosition, type XmlErrorReason } from './xml-error.ts'

/** One element: its name without prefix, its child elements, and the character data directly in it, untrimmed. */
export interface XmlNode {
  readonly name: string
  readonly children: readonly XmlNode[]
  readonly text: string
}

export interface XmlLimits {
  /** Elements a document may have. Default 200,000. */
  readonly elementsMax?: number
}

interface OpenNode {
  name: string
  children: OpenNode[]
  text: string
}

const depthMax = 64
const elementsMaxDefault = 200_000

// Shared by all leaves, so that 5,000 numbers do not cost 5,000 empty arrays. Replaced at the first child.
const noChildren: OpenNode[] = []

/**
 * Reads a document into a light tree. Attributes, comments and processing instructions are dropped, prefixes are cut
 * off, CDATA counts as text.
 *
 * @throws {XmlError} 'empty' for nothing but white space, 'doctype' for any document type declaration (so no entity can
 * be declared), 'too-deep' beyond 64 levels, 'too-large' beyond the element limit, 'malformed' for everything else.
 */
export function readXml(xml: string, limits: XmlLimits = {}): XmlNode {
  if (xml.trim() === '') throw new XmlError('empty', 'The document is empty.')
  // saxes lets a high surrogate through whatever follows it.
  if (!xml.isWellFormed()) throw new XmlError('malformed', 'The document has an unpaired surrogate.')
  const parser = new SaxesParser({ xmlns: false, defaultXMLVersion: '1.0', forceXMLVersion: true })
  const position = () => ({ line: parser.line, column: parser.column + 1 })
  const tree = growTree(limits.elementsMax ?? elementsMaxDefault, position)
  parser.on('xmldecl', ({ encoding }) => requireUtf8(encoding, position()))
  parser.on('doctype', () => stop('doctype', 'A document type declaration is not accepted', position()))
  parser.on('opentag', (tag) => tree.open(tag.name))
  parser.on('text', tree.text)
  parser.on('cdata', tree.text)
  parser.on('closetag', tree.close)
  try {
    parser.write(xml).close()
  } catch (error) {
    throw error instanceof XmlError ? error : malformed(error, position())
  }
  return tree.root()
}

/**
 * The text of a body. A UTF-8 byte order mark is dropped.
 *
 * @throws {XmlError} 'malformed' when the bytes are not UTF-8 (UTF-16 with its byte order mark is not).
 */
export function decodeUtf8(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch (error) {
    throw new XmlError('malformed', 'The document is not UTF-8.', undefined, error)
  }
}

function growTree(elementsMax: number, position: () => XmlPosition) {
  const root: OpenNode = { name: '', children: [], text: '' }
  const stack = [root]
  let top = root
  let count = 0
  return {
    open(name: string): void {
      if (stack.length > depthMax) stop('too-deep', `More than ${depthMax} levels of elements`, position())
      if (++count > elementsMax) stop('too-large', `More than ${elementsMax} elements`, position())
      const node: OpenNode = { name: localName(name), children: noChildren, text: '' }
      if (top.children === noChildren) top.children = [node]
      else top.children.push(node)
      stack.push(node)
      top = node
    },
    text(text: string): void {
      top.text += text
    },
    close(): void {
      stack.pop()
      top = stack.at(-1) ?? root
    },
    root(): XmlNode {
      const [first] = root.children
      if (!first) throw new XmlError('malformed', 'The document has no root element.')
      return first
    },
  }
}

function localName(name: string): string {
  const colon = name.lastIndexOf(':')
  return colon === -1 ? name : name.slice(colon + 1)
}

function requireUtf8(encoding: string | undefined, position: XmlPosition): void {
  if (encoding === undefined || /^utf-?8$/i.test(encoding)) return
  stop('malformed', 'Only the encoding UTF-8 is accepted', position)
}

function malformed(error: unknown, position: XmlPosition): XmlError {
  const told = error instanceof Error ? error.message : String(error)
  const what = told.replace(/^\d+:\d+: /, '').replace(/\.$/, '')
  return new XmlError('malformed', `Not well-formed XML, ${at(position)}: ${what}.`, position, error)
}

function stop(reason: XmlErrorReason, what: string, position: XmlPosition): never {
  throw new XmlError(reason, `${what}, ${at(position)}.`, position)
}

function at({ line, column }: XmlPosition): string {
  return `line ${line}, column ${column}`
}
