import type { z } from 'zod'
import { mergeObjects, mergeShapes } from './merge.ts'
import { type AnySchema, type Side, definitionOf, layersOf, pascalCase, requireElementName } from './names.ts'
import { SchemaFault, field, slot } from './shape.ts'
import type { Field, ListShape, ObjectShape, ScalarShape, ScalarType, Shape, Slot } from './shape.ts'

const shapes = new WeakMap<AnySchema, Map<string, Shape>>()

/** The slot of a schema that stands alone in its element: a root, an item, the value of a record. */
export function slotOf(schema: AnySchema, side: Side): Slot {
  return slotWith(schema, side, () => {
    const shape = shapeOf(schema, side)
    const isBare = shape.kind === 'list' && !shape.wrapped
    if (isBare) throw new SchemaFault('a list here needs a wrapper element: use list()')
    return shape
  })
}

function slotWith(schema: AnySchema, side: Side, resolve: () => Shape): Slot {
  const { nullable, clearable } = layersOf(schema, side)
  const optional = (side === 'wire' ? schema._zod.optin : schema._zod.optout) !== undefined
  return slot({ optional, clearable, nullable: nullable || acceptsNull(schema, side) }, resolve)
}

function shapeOf(schema: AnySchema, side: Side): Shape {
  const { core, xml } = layersOf(schema, side)
  const wrapped = xml.wrapped === true
  const key = `${side}${wrapped}`
  const known = shapes.get(core) ?? new Map<string, Shape>()
  shapes.set(core, known)
  const made = known.get(key) ?? shapeOfCore(core, side, wrapped)
  known.set(key, made)
  return made
}

function shapeOfCore(core: AnySchema, side: Side, wrapped: boolean): Shape {
  const def = definitionOf(core)
  const scalar = (type: ScalarType): ScalarShape => ({ kind: 'scalar', members: [{ type, schema: core }] })
  switch (def.type) {
    case 'string':
    case 'template_literal': return scalar('string')
    case 'number': return scalar('number')
    case 'boolean': return scalar('boolean')
    case 'date': return scalar('date')
    case 'enum':
    case 'literal': return scalar(textsOf(core._zod.values ?? new Set()))
    case 'null': return scalar(new Map())
    case 'object': return objectOf(def, side)
    case 'array': return listOf(def.element, side, wrapped)
    case 'record': return { kind: 'record', value: slotOf(def.valueType, side) }
    case 'union': return unionOf(core, def, side)
    case 'intersection': return intersectionOf(def, side)
    case 'pipe': return { kind: 'codec', schema: core, wire: shapeOf(core, 'wire') }
    default: throw new SchemaFault(`z.${def.type}() has no form on the wire`)
  }
}

/** Strings, numbers and booleans by their text. null is no text: the slot knows about it. */
function textsOf(values: ReadonlySet<unknown>): ReadonlyMap<string, unknown> {
  const texts = [...values].filter((value) => value !== null && value !== undefined)
  return new Map(texts.map((value) => [String(value), value]))
}

function objectOf(def: z.core.$ZodObjectDef, side: Side): ObjectShape {
  const rest = def.catchall ? definitionOf(def.catchall).type : 'never'
  if (rest !== 'unknown' && rest !== 'any' && rest !== 'never') {
    throw new SchemaFault('catchall() has no form on the wire')
  }
  const properties = Object.entries(def.shape).filter(([, schema]) => !isNothing(schema))
  const fields = properties.map(([key, schema]) => fieldOf(key, schema, side))
  const names = new Set<string>()
  for (const { name } of fields) {
    if (names.has(name)) throw new SchemaFault(`two properties are called <${name}>`)
    names.add(name)
  }
  return { kind: 'object', fields, variants: [] }
}

function fieldOf(key: string, schema: AnySchema, side: Side): Field {
  const { core, xml } = layersOf(schema, 'wire')
  const def = definitionOf(core)
  const isRepeated = def.type === 'array' && xml.wrapped !== true
  const itemName = def.type === 'array' && isRepeated ? layersOf(def.element, 'wire').xml.name : undefined
  const name = requireElementName(xml.name ?? itemName ?? pascalCase(key))
  return field(slotWith(schema, side, () => shapeOf(schema, side)), key, name, isRepeated)
}

function listOf(element: AnySchema, side: Side, wrapped: boolean): ListShape {
  const item = slotOf(element, side)
  if (!wrapped) return { kind: 'list', wrapped, itemName: '', item }
  const { name } = layersOf(element, 'wire').xml
  if (name === undefined) throw new SchemaFault("the items have no element name: use list(item, 'Name')")
  return { kind: 'list', wrapped, itemName: requireElementName(name), item }
}

function unionOf(core: AnySchema, def: z.core.$ZodUnionDef, side: Side): Shape {
  const options = def.options.filter((option) => !isNothing(option) && definitionOf(option).type !== 'null')
  const members = options.map((option) => shapeOf(option, side))
  if (members.some(({ kind }) => kind === 'codec')) return { kind: 'codec', schema: core, wire: shapeOf(core, 'wire') }
  const objects = members.filter((member) => member.kind === 'object')
  if (!('discriminator' in def) || objects.length !== members.length) return mergeShapes(members)
  const key = String(def.discriminator)
  const byValue = options.flatMap((option, index) => {
    const variant = objects[index]
    return variant ? [...option._zod.propValues?.[key] ?? []].map((value) => [value, variant] as const) : []
  })
  const texts = new Map(byValue.map(([value, variant]) => [String(value), variant]))
  return { ...mergeObjects(objects, 'either'), discriminator: { key, variants: new Map(byValue), texts } }
}

function intersectionOf(def: z.core.$ZodIntersectionDef, side: Side): Shape {
  const parts = [shapeOf(def.left, side), shapeOf(def.right, side)]
  const objects = parts.filter((part) => part.kind === 'object')
  if (objects.length === parts.length) return mergeObjects(objects, 'both')
  if (parts.every((part) => part.kind === 'scalar')) return mergeShapes(parts)
  throw new SchemaFault('only objects can be intersected')
}

/** Schemas that no element can satisfy; a property of this kind never appears. */
function isNothing(schema: AnySchema): boolean {
  const { type } = definitionOf(layersOf(schema, 'wire').core)
  return type === 'never' || type === 'undefined' || type === 'void'
}

function acceptsNull(schema: AnySchema, side: Side): boolean {
  const { core, nullable } = layersOf(schema, side)
  const def = definitionOf(core)
  if (def.type === 'union') return def.options.some((option) => acceptsNull(option, side))
  return nullable || def.type === 'null' || (def.type === 'literal' && def.values.includes(null))
}
