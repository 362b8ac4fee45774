import type { AnySchema } from './names.ts'
import { SchemaFault, field, slot } from './shape.ts'
import type { Field, ObjectShape, ScalarShape, Shape, Slot } from './shape.ts'

const numbers = new WeakMap<object, number>()
let numberLast = 0
// Never emptied: schemas are constants of the program.
const merged = new Map<string, Shape>()

/**
 * One shape that reads whatever any of the members of a union may be; Zod then decides which it was.
 * Merging the same members again gives the same shape, in whatever order and nesting, else merging unions that hold
 * each other would never end.
 *
 * @throws {SchemaFault} for members that cannot be told apart on the wire (a list beside an object).
 */
export function mergeShapes(parts: readonly Shape[]): Shape {
  const [only, ...more] = new Set(parts)
  if (!only) throw new SchemaFault('a union without members has no form on the wire')
  if (more.length === 0) return only
  const [first, ...rest] = new Set([only, ...more].flatMap(membersOf))
  if (!first || rest.length === 0) return first ?? only
  const all: [Shape, ...Shape[]] = [first, ...rest]
  const key = keyOf(all)
  const known = merged.get(key)
  if (known) return known
  const made = mergeDistinct(all)
  merged.set(key, made)
  return made
}

/** The order of texts matters, since the first that fits wins; the order of objects does not. */
function keyOf(all: readonly Shape[]): string {
  const texts = all.flatMap((each) => each.kind === 'scalar' ? each.members.map(({ schema }) => numberOf(schema)) : [])
  const others = all.filter(({ kind }) => kind !== 'scalar').map(numberOf).toSorted((one, other) => one - other)
  return `${[...new Set(texts)].join()}/${others.join()}`
}

function membersOf(shape: Shape): readonly Shape[] {
  if (shape.kind === 'mixed') return [...membersOf(shape.scalar), ...membersOf(shape.object)]
  if (shape.kind === 'object' && shape.variants.length > 0) return shape.variants
  return [shape]
}

/**
 * One object with the properties of all. `either`: a union, so a property that not all have is optional.
 * `both`: an intersection.
 */
export function mergeObjects(objects: readonly ObjectShape[], how: 'either' | 'both'): ObjectShape {
  const groups = Map.groupBy(objects.flatMap(({ fields }) => fields), ({ key }) => key)
  const fields = [...groups.values()].map((same) => mergeFields(same, how, objects.length))
  const byName = Map.groupBy(fields, ({ name }) => name)
  for (const [name, { length }] of byName) {
    if (length > 1) throw new SchemaFault(`<${name}> stands for several properties in different members`)
  }
  const variants = how === 'either' ? objects.flatMap((each) => each.variants.length > 0 ? each.variants : [each]) : []
  return { kind: 'object', fields, variants }
}

function mergeDistinct(all: readonly [Shape, ...Shape[]]): Shape {
  // Codecs are on the value side only; which member it is will be known from the value (see variants.ts).
  if (all.some(({ kind }) => kind === 'codec')) return all[0]
  const scalars = all.filter((each) => each.kind === 'scalar')
  const objects = all.filter((each) => each.kind === 'object')
  if (scalars.length === 0 && objects.length === 0) return mergeLists(all)
  if (scalars.length + objects.length < all.length) {
    throw new SchemaFault('a union of a list or record and something else has no form on the wire')
  }
  if (objects.length === 0) return mergeScalars(scalars)
  const [single, ...others] = objects
  const object = single && others.length === 0 ? single : mergeObjects(objects, 'either')
  return scalars.length === 0 ? object : { kind: 'mixed', scalar: mergeScalars(scalars), object }
}

function mergeScalars(scalars: readonly ScalarShape[]): ScalarShape {
  const members = scalars.flatMap((each) => each.members)
  const isFirst = (schema: AnySchema, at: number) => members.findIndex((other) => other.schema === schema) === at
  return { kind: 'scalar', members: members.filter(({ schema }, at) => isFirst(schema, at)) }
}

function mergeLists(all: readonly Shape[]): Shape {
  const lists = all.filter((each) => each.kind === 'list')
  const [first] = lists
  const alike = lists.every(({ wrapped, itemName }) => wrapped === first?.wrapped && itemName === first.itemName)
  if (!first || lists.length !== all.length || !alike) throw new SchemaFault('these members of a union differ too much')
  return { ...first, item: mergeSlots(lists.map(({ item }) => item), 'either') }
}

function mergeFields(same: readonly Field[], how: 'either' | 'both', total: number): Field {
  const [first] = same
  if (!first) throw new SchemaFault('a property without members')
  if (same.some(({ name, repeated }) => name !== first.name || repeated !== first.repeated)) {
    throw new SchemaFault(`${first.key} has different names in different members`)
  }
  const place = mergeSlots(same, how)
  const optional = place.optional || (how === 'either' && same.length < total)
  return field(slot({ ...flagsOf(place), optional }, () => place.shape), first.key, first.name, first.repeated)
}

function mergeSlots(slots: readonly Slot[], how: 'either' | 'both'): Slot {
  const optional = how === 'either' ? slots.some((each) => each.optional) : slots.every((each) => each.optional)
  const nullable = slots.some((each) => each.nullable)
  const clearable = slots.some((each) => each.clearable)
  return slot({ optional, nullable, clearable }, () => mergeShapes(slots.map(({ shape }) => shape)))
}

function flagsOf({ optional, nullable, clearable }: Slot) {
  return { optional, nullable, clearable }
}

function numberOf(shape: object): number {
  const number = numbers.get(shape) ?? ++numberLast
  numbers.set(shape, number)
  return number
}
