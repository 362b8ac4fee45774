import type { Field, ObjectShape } from './shape.ts'

/** Shapes live as long as their schemas; each request's query needs its finder. */
const propertyFinders = new WeakMap<ObjectShape, (name: string) => Field | undefined>()

type Names = readonly (readonly [string, Field])[]

/** Finds the field of an element: by its exact name (some names differ in case only), else without case. */
export function fieldFinder({ fields }: ObjectShape): (name: string) => Field | undefined {
  return finder(fields.map((field) => [field.name, field] as const))
}

/** As {@link fieldFinder}, for clients of JSON and query strings: the property's own name goes first. */
export function propertyFinder(shape: ObjectShape): (name: string) => Field | undefined {
  const known = propertyFinders.get(shape)
  if (known) return known
  const keys = shape.fields.map((field) => [field.key, field] as const)
  const made = finder([...keys, ...shape.fields.map((field) => [field.name, field] as const)])
  propertyFinders.set(shape, made)
  return made
}

function finder(names: Names): (name: string) => Field | undefined {
  const exact = firstOfEach(names)
  const folded = firstOfEach(names.map(([name, field]) => [name.toLowerCase(), field] as const))
  return (name) => exact.get(name) ?? folded.get(name.toLowerCase())
}

function firstOfEach(names: Names): ReadonlyMap<string, Field> {
  const found = new Map<string, Field>()
  for (const [name, field] of names) if (!found.has(name)) found.set(name, field)
  return found
}
