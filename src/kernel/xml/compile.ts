import { type AnySchema, type Side, layersOf } from './names.ts'
import { SchemaFault, type Shape, type Slot } from './shape.ts'
import { slotOf } from './shape-of.ts'

// Lists of nothing but lists, in a union that holds itself, would go on for ever.
const pathLengthMax = 5_000
const roots = { wire: new WeakMap<AnySchema, Slot>(), value: new WeakMap<AnySchema, Slot>() }

/**
 * Works out how a schema goes over the wire, both ways, so that one that cannot is found at start-up. Readers and
 * writers do this themselves at first use; the outcome is kept per schema.
 *
 * @throws {TypeError} naming the property, for a kind of schema that has no form on the wire.
 */
export function compileXml(schema: AnySchema): void {
  rootOf(schema, 'wire')
  rootOf(schema, 'value')
}

/** The slot at the root of a schema, checked down to its last property. */
export function rootOf(schema: AnySchema, side: Side): Slot {
  const known = roots[side].get(schema)
  if (known) return known
  const root = slotOf(schema, side)
  resolveAll(root, rootNameOf(schema) ?? '(root)', new Set())
  roots[side].set(schema, root)
  return root
}

/** The root element that the schema's meta names, if any. */
export function rootNameOf(schema: AnySchema): string | undefined {
  return layersOf(schema, 'wire').xml.name
}

/** Shapes are lazy; looking at each of them brings out what cannot be compiled, with its path. */
function resolveAll(place: Slot, path: string, seen: Set<Shape>): void {
  const shape = shapeAt(place, path)
  if (seen.has(shape)) return
  seen.add(shape)
  if (path.length > pathLengthMax) throw new TypeError(`XML: ${path.slice(0, 100)}: the schema never ends`)
  switch (shape.kind) {
    case 'object':
      for (const field of shape.fields) resolveAll(field, `${path}.${field.key}`, seen)
      for (const variant of shape.variants) resolveAll({ ...place, shape: variant }, path, seen)
      return
    case 'list': return resolveAll(shape.item, `${path}.${shape.itemName || 'item'}`, seen)
    case 'record': return resolveAll(shape.value, `${path}.*`, seen)
    case 'mixed': return resolveAll({ ...place, shape: shape.object }, path, seen)
    case 'codec': return resolveAll({ ...place, shape: shape.wire }, path, seen)
    case 'scalar': return
  }
}

function shapeAt(place: Slot, path: string): Shape {
  try {
    return place.shape
  } catch (error) {
    if (!(error instanceof SchemaFault)) throw error
    throw new TypeError(`XML: ${path}: ${error.message}`, { cause: error })
  }
}
