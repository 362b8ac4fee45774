import type { z } from 'zod'
import { rootOf } from './compile.ts'
import { Ignored } from './ignored.ts'
import { fieldFinder } from './lookup.ts'
import { type XmlLimits, type XmlNode, decodeUtf8, readXml } from './parse.ts'
import { textReader } from './scalars.ts'
import type { Field, ListShape, MixedShape, ObjectShape, RecordShape, ScalarShape, Slot } from './shape.ts'
import { variantIn } from './variants.ts'
import { XmlError, printable } from './xml-error.ts'

type ReadOne = (node: XmlNode, ignored: Ignored) => unknown
type ReadField = (nodes: readonly XmlNode[], ignored: Ignored) => unknown

export interface DecodeOptions extends XmlLimits {
  /** The root elements accepted, in any case. Default: any, since the path of a request says what it is about. */
  readonly roots?: readonly string[]
}

export interface DecodedXml {
  /** The root element as the client wrote it, without prefix. */
  readonly root: string
  /** A tree with the property names of the schema, numbers and booleans and instants converted, not yet validated. */
  readonly value: unknown
  /** Elements the schema does not know, see {@link Ignored}. */
  readonly ignored: readonly string[]
}

interface FieldReader { readonly field: Field, readonly read: ReadField }

const objects = new WeakMap<ObjectShape, ReadOne>()

/**
 * Reads a document by a schema, leniently: names match without case, order does not matter, what the schema does not
 * know is left out and named. Validation is the caller's next step (`validate`).
 *
 * @throws {XmlError} for a document that cannot be read, or whose root is not among `roots`.
 * @throws {TypeError} for a schema without a form on the wire.
 */
export function decodeXml<S extends z.ZodType>(
  schema: S, xml: string | Uint8Array, options: DecodeOptions = {},
): DecodedXml {
  const read = readerOf(rootOf(schema, 'wire'))
  const node = readXml(typeof xml === 'string' ? xml : decodeUtf8(xml), options)
  const { roots } = options
  if (roots && !roots.some((name) => name.toLowerCase() === node.name.toLowerCase())) {
    throw new XmlError('wrong-root', `The root element is ${printable(node.name, 60)}; expected ${roots.join(' or ')}.`)
  }
  const ignored = new Ignored()
  ignored.enter(node.name)
  return { root: node.name, value: read(node, ignored), ignored: ignored.list() }
}

function readerOf(place: Slot): ReadOne {
  const { shape } = place
  switch (shape.kind) {
    case 'scalar': return scalarReader(shape, place)
    case 'object': return objectReader(shape)
    case 'list': {
      const read = listReader(shape)
      return (node, ignored) => read([node], ignored)
    }
    case 'record': return recordReader(shape)
    case 'mixed': return mixedReader(shape, place)
    case 'codec': throw new TypeError('XML: a codec has no place on the wire side')
  }
}

/** Elements where a text belongs are given to Zod as an object, so that it says so. */
function scalarReader(shape: ScalarShape, place: Slot): ReadOne {
  const read = textReader(shape, place)
  return ({ children, text }) => children.length > 0 ? {} : read(text)
}

function mixedReader(shape: MixedShape, place: Slot): ReadOne {
  const scalar = textReader(shape.scalar, place)
  const object = objectReader(shape.object)
  return (node, ignored) => node.children.length > 0 ? object(node, ignored) : scalar(node.text)
}

function objectReader(shape: ObjectShape): ReadOne {
  const known = objects.get(shape)
  if (known) return known
  const read = shape.variants.length > 0 ? variantReader(shape) : fieldsReader(shape)
  objects.set(shape, read)
  return read
}

/** Reads by the member of a union that is meant, if that is plain; else by all members merged, for Zod to decide. */
function variantReader(shape: ObjectShape): ReadOne {
  const merged = fieldsReader(shape)
  const find = fieldFinder(shape)
  return (node, ignored) => {
    const texts = new Map<string, string>()
    for (const child of node.children) {
      const field = find(child.name)
      if (field) texts.set(field.key, child.text.trim())
    }
    const variant = variantIn(shape, texts)
    return variant ? objectReader(variant)(node, ignored) : merged(node, ignored)
  }
}

function fieldsReader(shape: ObjectShape): ReadOne {
  const find = fieldFinder(shape)
  let fields: FieldReader[] | undefined
  return (node, ignored) => {
    if (node.text.trim() !== '') {
      if (node.children.length === 0) return bareText(shape, node)
      ignored.add('text()')
    }
    fields ??= shape.fields.map((field) => ({ field, read: fieldReader(field) }))
    const found = new Map<Field, XmlNode[]>()
    for (const child of node.children) {
      const field = find(child.name)
      if (!field) ignored.add(child.name)
      else {
        const nodes = found.get(field)
        if (nodes) nodes.push(child)
        else found.set(field, [child])
      }
    }
    return readFields(fields, found, ignored)
  }
}

function readFields(fields: readonly FieldReader[], found: ReadonlyMap<Field, XmlNode[]>, ignored: Ignored): unknown {
  const value: Record<string, unknown> = {}
  for (const { field, read } of fields) {
    const nodes = found.get(field)
    const each = nodes ? read(nodes, ignored) : absent(field)
    if (each !== undefined) value[field.key] = each
  }
  return value
}

/** No element is null where the schema wants a value or null, and a list of none where a repeated one is required. */
function absent({ optional, nullable, repeated }: Field): unknown {
  if (optional) return undefined
  if (nullable) return null
  return repeated ? [] : undefined
}

/** `<TelephoneNumbers>9195551212</TelephoneNumbers>` for one number; any other text is handed to Zod to be refused. */
function bareText({ fields }: ObjectShape, node: XmlNode): unknown {
  const [list, ...others] = fields.filter(({ repeated }) => repeated)
  if (!list || others.length > 0 || list.shape.kind !== 'list') return node.text.trim()
  return { [list.key]: [textOrItem(list.shape, node)] }
}

function fieldReader(field: Field): ReadField {
  const { shape } = field
  if (shape.kind === 'list') return within(field.repeated ? undefined : field.name, listReader(shape, field.name))
  const read = readerOf(field)
  const one: ReadField = (nodes, ignored) => {
    const [first] = nodes
    if (!first) return undefined
    if (nodes.length === 1) return read(first, ignored)
    // The parts of an object may come in several elements; a text given twice is given to Zod as the list it is.
    return shape.kind === 'object' ? read(mergeNodes(first, nodes), ignored) : nodes.map((node) => read(node, ignored))
  }
  return within(shape.kind === 'scalar' ? undefined : field.name, one)
}

function within(name: string | undefined, read: ReadField): ReadField {
  if (name === undefined) return read
  return (nodes, ignored) => {
    ignored.enter(name)
    const value = read(nodes, ignored)
    ignored.leave()
    return value
  }
}

function mergeNodes(first: XmlNode, nodes: readonly XmlNode[]): XmlNode {
  const text = nodes.map((node) => node.text).join(' ')
  return { name: first.name, children: nodes.flatMap(({ children }) => children), text }
}

function listReader(shape: ListShape, fieldName = ''): ReadField {
  const itemName = shape.wrapped ? shape.itemName : fieldName
  let read: ReadOne | undefined
  const readItem: ReadOne = (node, ignored) => {
    read ??= readerOf(shape.item)
    if (shape.item.shape.kind === 'scalar') return read(node, ignored)
    ignored.enter(itemName)
    const value = read(node, ignored)
    ignored.leave()
    return value
  }
  if (!shape.wrapped) return (nodes, ignored) => nodes.map((node) => readItem(node, ignored))
  return (nodes, ignored) => nodes.flatMap((node) => readWrapper(node, shape, readItem, ignored))
}

function readWrapper(wrapper: XmlNode, shape: ListShape, readItem: ReadOne, ignored: Ignored): unknown[] {
  if (wrapper.children.length === 0) return wrapper.text.trim() === '' ? [] : [textOrItem(shape, wrapper)]
  if (wrapper.text.trim() !== '') ignored.add('text()')
  const wanted = shape.itemName.toLowerCase()
  const items: unknown[] = []
  for (const child of wrapper.children) {
    if (child.name === shape.itemName || child.name.toLowerCase() === wanted) items.push(readItem(child, ignored))
    else ignored.add(child.name)
  }
  return items
}

function textOrItem({ item }: ListShape, { text }: XmlNode): unknown {
  return item.shape.kind === 'scalar' ? textReader(item.shape, item)(text) : text.trim()
}

function recordReader(shape: RecordShape): ReadOne {
  let read: ReadOne | undefined
  return ({ children, text }, ignored) => {
    if (children.length === 0 && text.trim() !== '') return text.trim()
    const reader = read ??= readerOf(shape.value)
    // `__proto__` would set the prototype instead of a property; fromEntries does not.
    return Object.fromEntries(children.map((child) => [child.name, reader(child, ignored)]))
  }
}
