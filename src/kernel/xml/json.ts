import { z } from 'zod'
import { requireCarriable } from './characters.ts'
import { rootNameOf, rootOf } from './compile.ts'
import { Ignored } from './ignored.ts'
import { propertyFinder } from './lookup.ts'
import { jsonReader } from './scalars.ts'
import type { Field, ObjectShape, Shape, Slot } from './shape.ts'
import { variantOf } from './variants.ts'
import { XmlError } from './xml-error.ts'

type Read = (value: unknown, ignored: Ignored) => unknown
type Write = (value: unknown) => unknown

const depthMax = 64
const readers = new WeakMap<ObjectShape, Read>()
const writers = new WeakMap<Shape, Write>()

/**
 * Brings JSON input into the property names of a schema: members are accepted by property or element name, in any case;
 * lists are plain arrays; instants become Dates; null is absent where the schema does not speak of null. The rest is
 * left for `validate` to judge.
 *
 * @throws {XmlError} 'too-deep' beyond 64 levels of a recursive schema, 'malformed' for a text that XML could not carry.
 */
export function decodeJson(schema: z.ZodType, json: unknown): { value: unknown, ignored: readonly string[] } {
  const ignored = new Ignored()
  const name = rootNameOf(schema)
  if (name !== undefined) ignored.enter(name)
  const value = readerOf(rootOf(schema, 'wire'))(json, ignored)
  return { value, ignored: ignored.list() }
}

/**
 * The value as JSON goes out: property names of the schema in its order, lists as arrays, Dates as ISO text in UTC with
 * milliseconds, codecs encoded. Properties that the schema lacks, and undefined ones, are left out.
 */
export function encodeJson<S extends z.ZodType>(schema: S, value: z.output<S>): unknown {
  return writerOf(rootOf(schema, 'value').shape)(value)
}

function readerOf(place: Slot): Read {
  const { shape, nullable, optional } = place
  const read = shapeReader(shape)
  const none = nullable || !optional ? null : undefined
  return (value, ignored) => value === null ? none : value === undefined ? undefined : read(value, ignored)
}

function shapeReader(shape: Shape): Read {
  switch (shape.kind) {
    case 'scalar': return scalarReader(jsonReader(shape))
    case 'object': return objectReader(shape)
    case 'list': {
      const read = later(() => readerOf(shape.item))
      return (value, ignored) => Array.isArray(value) ? value.map((each) => read(each, ignored)) : value
    }
    case 'record': {
      const read = later(() => readerOf(shape.value))
      return (value, ignored) => isMembers(value)
        ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, read(each, ignored)]))
        : value
    }
    case 'mixed': {
      const scalar = scalarReader(jsonReader(shape.scalar))
      const object = objectReader(shape.object)
      return (value, ignored) => isMembers(value) ? object(value, ignored) : scalar(value, ignored)
    }
    case 'codec': throw new TypeError('JSON: a codec has no place on the wire side')
  }
}

const scalarReader = (read: (value: unknown) => unknown): Read =>
  (value, ignored) => read(typeof value === 'string' ? requireCarriable(value, ignored.place) : value)

function objectReader(shape: ObjectShape): Read {
  const known = readers.get(shape)
  if (known) return known
  const find = propertyFinder(shape)
  const fields = new Map(shape.fields.map((field) => [field, later(() => readerOf(field))]))
  const read: Read = (json, ignored) => {
    if (!isMembers(json)) return json
    if (ignored.depth > depthMax) throw new XmlError('too-deep', `More than ${depthMax} levels of objects.`)
    const found = findMembers(json, find, ignored)
    const value: Record<string, unknown> = {}
    for (const [field, readField] of fields) {
      if (!found.has(field)) continue
      ignored.enter(field.name)
      const each = readField(found.get(field), ignored)
      ignored.leave()
      if (each !== undefined) value[field.key] = each
    }
    return value
  }
  readers.set(shape, read)
  return read
}

/** The values by field; of two spellings of one member the later is ignored. */
function findMembers(
  json: object, find: (name: string) => Field | undefined, ignored: Ignored,
): ReadonlyMap<Field, unknown> {
  const found = new Map<Field, unknown>()
  for (const [name, each] of Object.entries(json)) {
    const field = find(name)
    if (!field || found.has(field)) ignored.add(name)
    else found.set(field, each)
  }
  return found
}

function writerOf(shape: Shape): Write {
  const known = writers.get(shape)
  if (known) return known
  const made = buildWriter(shape)
  const write: Write = (value) => value === undefined || value === null ? value : made(value)
  writers.set(shape, write)
  return write
}

function buildWriter(shape: Shape): Write {
  switch (shape.kind) {
    case 'scalar': return (value) => value instanceof Date ? value.toISOString() : value
    case 'object': return objectWriter(shape)
    case 'list': {
      const write = later(() => writerOf(shape.item.shape))
      return (value) => Array.isArray(value) ? value.map((each) => write(each)) : refuse('a list', value)
    }
    case 'record': {
      const write = later(() => writerOf(shape.value.shape))
      return (value) => isMembers(value)
        ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, write(each)]))
        : refuse('an object', value)
    }
    case 'mixed': {
      const object = objectWriter(shape.object)
      return (value) => isMembers(value) ? object(value) : value
    }
    case 'codec': {
      const write = writerOf(shape.wire)
      return (value) => write(z.encode(shape.schema, value))
    }
  }
}

function objectWriter(shape: ObjectShape): Write {
  const fields = shape.fields.map((field) => ({ key: field.key, write: later(() => writerOf(field.shape)) }))
  return (value) => {
    if (!isMembers(value)) return refuse('an object', value)
    const variant = variantOf(shape, value)
    if (variant !== shape) return writerOf(variant)(value)
    const json: Record<string, unknown> = {}
    for (const { key, write } of fields) {
      const each = write(Reflect.get(value, key))
      if (each !== undefined) json[key] = each
    }
    return json
  }
}

/** Builds at first use, since a schema may hold itself. */
function later<A extends unknown[]>(build: () => (...given: A) => unknown): (...given: A) => unknown {
  let built: ((...given: A) => unknown) | undefined
  return (...given) => (built ??= build())(...given)
}

function isMembers(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
}

function refuse(wanted: string, value: unknown): never {
  throw new TypeError(`JSON: ${wanted} is needed, not a value of type ${typeof value}`)
}
