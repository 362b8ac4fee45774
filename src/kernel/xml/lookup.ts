import type { Field, ObjectShape } from './shape.ts'

type Names = readonly (readonly [string, Field])[]

/** Finds the field of an element: by its exact name (some names differ in case only), else without case. */
export function fieldFinder({ fields }: ObjectShape): (name: string) => Field | undefined {
  return finder(fields.map((field) => [field.name, field] as const))
}

/** As {@link fieldFinder}, for clients of JSON and query strings: the property's own name goes first. */
export function propertyFinder({ fields }: ObjectShape): (name: string) => Field | undefined {
  const keys = fields.map((field) => [field.key, field] as const)
  return finder([...keys, ...fields.map((field) => [field.name, field] as const)])
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
