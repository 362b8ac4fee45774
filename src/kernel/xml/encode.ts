import { z } from 'zod'
import { rootOf } from './compile.ts'
import { escapeText } from './escape.ts'
import { requireElementName } from './names.ts'
import { textOf } from './scalars.ts'
import type { ListShape, ObjectShape, Shape } from './shape.ts'
import { variantOf } from './variants.ts'

/** Writes the elements of a value, tags included; nothing for undefined and null. */
type Write = (value: unknown) => string

export interface EncodeOptions {
  /** The name of the root element. */
  readonly root: string
  /** Whether to begin with an XML declaration. Default false. */
  readonly declaration?: boolean
}

const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const contents = new WeakMap<ObjectShape, (value: unknown, name: string) => string>()
const documents = new WeakMap<z.ZodType, Map<string, Write>>()

/**
 * Writes a value of a schema as XML, in the order of the schema's properties: no attributes, no namespaces, no white
 * space between elements. The value is not validated; properties that the schema lacks are left out.
 *
 * @throws {TypeError} for a schema without a form on the wire, and for a value that is plainly not of the schema.
 */
export function encodeXml<S extends z.ZodType>(schema: S, value: z.output<S>, options: EncodeOptions): string {
  const { root, declaration = false } = options
  const writers = documents.get(schema) ?? new Map<string, Write>()
  documents.set(schema, writers)
  let write = writers.get(root)
  if (!write) {
    write = writerOf(rootOf(schema, 'value').shape, requireElementName(root))
    writers.set(root, write)
  }
  const xml = write(value)
  return declaration ? xmlDeclaration + xml : xml
}

function writerOf(shape: Shape, name: string): Write {
  switch (shape.kind) {
    case 'scalar': return scalarWriter(name)
    case 'object': return objectWriter(shape, name)
    case 'list': return listWriter(shape, name)
    case 'record': return recordWriter(shape.value.shape, name)
    case 'mixed': {
      const scalar = scalarWriter(name)
      const object = objectWriter(shape.object, name)
      return (value) => typeof value === 'object' && !(value instanceof Date) ? object(value) : scalar(value)
    }
    case 'codec': {
      const write = writerOf(shape.wire, name)
      return (value) => value === undefined || value === null ? '' : write(z.encode(shape.schema, value))
    }
  }
}

function scalarWriter(name: string): Write {
  const wrap = wrapper(name)
  return (value) => value === undefined || value === null ? '' : wrap(escapeText(textOf(value, name)))
}

function objectWriter(shape: ObjectShape, name: string): Write {
  const wrap = wrapper(name)
  const write = contentOf(shape)
  return (value) => value === undefined || value === null ? '' : wrap(write(value, name))
}

function listWriter({ item, itemName, wrapped }: ListShape, name: string): Write {
  const wrap = wrapped ? wrapper(name) : (content: string) => content
  // Built at first use: an item may be of the schema that holds the list.
  let write: Write | undefined
  return (value) => {
    if (value === undefined || value === null) return ''
    if (!Array.isArray(value)) throw new TypeError(`XML: <${name}> needs a list, not a value of type ${typeof value}`)
    write ??= itemWriter(item.shape, wrapped ? itemName : name)
    let content = ''
    for (const each of value) content += write(each)
    return wrap(content)
  }
}

/** null in a list is an empty element; left out, the list would get shorter. */
function itemWriter(shape: Shape, name: string): Write {
  const write = writerOf(shape, name)
  return (value) => write(value) || `<${name}/>`
}

function recordWriter(shape: Shape, name: string): Write {
  const wrap = wrapper(name)
  const writers = new Map<string, Write>()
  return (value) => {
    if (value === undefined || value === null) return ''
    let content = ''
    for (const [key, each] of Object.entries(value)) {
      const write = writers.get(key) ?? writerOf(shape, requireElementName(key))
      if (writers.size < 100) writers.set(key, write)
      content += write(each)
    }
    return wrap(content)
  }
}

function contentOf(shape: ObjectShape): (value: unknown, name: string) => string {
  const known = contents.get(shape)
  if (known) return known
  const made = shape.variants.length > 0 ? variantContent(shape) : fieldsContent(shape)
  contents.set(shape, made)
  return made
}

function variantContent(shape: ObjectShape): (value: unknown, name: string) => string {
  const all = fieldsContent(shape)
  return (value, name) => {
    if (typeof value !== 'object' || value === null) return all(value, name)
    const variant = variantOf(shape, value)
    return variant === shape ? all(value, name) : contentOf(variant)(value, name)
  }
}

function fieldsContent({ fields }: ObjectShape): (value: unknown, name: string) => string {
  let writers: { key: string, write: Write }[] | undefined
  return (value, name) => {
    if (typeof value !== 'object' || value === null) {
      throw new TypeError(`XML: <${name}> needs an object, not a value of type ${typeof value}`)
    }
    writers ??= fields.map((field) => ({ key: field.key, write: writerOf(field.shape, field.name) }))
    let content = ''
    // `as`: an object indexed by name; what is missing reads as undefined.
    for (const { key, write } of writers) content += write((value as Record<string, unknown>)[key])
    return content
  }
}

function wrapper(name: string): (content: string) => string {
  const open = `<${name}>`
  const close = `</${name}>`
  const empty = `<${name}/>`
  return (content) => content === '' ? empty : open + content + close
}
