import type { z } from 'zod'
import { requireCarriable } from './characters.ts'
import { rootOf } from './compile.ts'
import { Ignored } from './ignored.ts'
import { propertyFinder } from './lookup.ts'
import { textReader } from './scalars.ts'
import type { Field, ObjectShape, ScalarShape, Slot } from './shape.ts'

/** A query string as an HTTP server parses it: a name given twice has an array. */
export type Query = Readonly<Record<string, string | readonly string[] | undefined>>

/**
 * Brings a query string into the property names and types of a schema. Names match without case, by property or by
 * `xml.name`; an empty text is absent; numbers, booleans and instants are converted as in XML. A list collects what is
 * repeated and what is separated by commas. A name given twice for a single value is handed to Zod as the list it is.
 *
 * @throws {XmlError} 'malformed' for a text that XML could not carry.
 * @throws {TypeError} for a schema with anything but scalars and lists of scalars.
 */
export function decodeQuery(schema: z.ZodObject, query: Query): { value: unknown, ignored: readonly string[] } {
  const { shape } = rootOf(schema, 'wire')
  if (shape.kind !== 'object') throw new TypeError('Query: the schema must be an object')
  const ignored = new Ignored()
  const value: Record<string, unknown> = {}
  for (const [field, texts] of textsByField(shape, query, ignored)) {
    for (const text of texts) requireCarriable(text, field.name)
    if (texts.length > 0) value[field.key] = readTexts(field, texts)
  }
  return { value, ignored: ignored.list() }
}

function textsByField(shape: ObjectShape, query: Query, ignored: Ignored): ReadonlyMap<Field, string[]> {
  const find = propertyFinder(shape)
  const found = new Map<Field, string[]>()
  for (const [name, given] of Object.entries(query)) {
    if (given === undefined) continue
    const field = find(name)
    if (!field) {
      ignored.add(name)
      continue
    }
    const texts = [given].flat().flatMap((text) => field.shape.kind === 'list' ? text.split(',') : [text])
    found.set(field, [...found.get(field) ?? [], ...texts.filter((text) => text.trim() !== '')])
  }
  return found
}

function readTexts(field: Field, texts: readonly string[]): unknown {
  const { shape } = field
  if (shape.kind === 'list') return texts.map(textReader(scalarOf(shape.item, field.key), shape.item))
  const values = texts.map(textReader(scalarOf(field, field.key), field))
  return values.length === 1 ? values[0] : values
}

function scalarOf(place: Slot, key: string): ScalarShape {
  if (place.shape.kind === 'scalar') return place.shape
  throw new TypeError(`Query: ${key} must be a scalar or a list of scalars`)
}
