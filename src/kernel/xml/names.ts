import type { z } from 'zod'
import { globalRegistry } from 'zod'

/** OpenAPI's `xml` object, as far as the wire format uses it. */
export interface XmlMeta {
  readonly name?: string
  readonly wrapped?: boolean
}

declare module 'zod' {
  interface GlobalMeta {
    /** The element name when it is not the property in PascalCase, and whether an array has a wrapper element. */
    xml?: XmlMeta
    /** An empty element is the value '' (clear this field) instead of absent. */
    emptyMeansClear?: boolean
  }
}

export type AnySchema = z.core.$ZodType

/** `wire`: the side of a codec or transform that goes over the wire. `value`: the side the program works with. */
export type Side = 'wire' | 'value'

/** A schema without its wrappers, and what the wrappers (and metas on any layer) said. */
export interface Layers {
  /** The first schema inside that has a form of its own on the wire. */
  readonly core: AnySchema
  readonly nullable: boolean
  readonly clearable: boolean
  readonly xml: XmlMeta
}

/** The definition of a schema, as a union that `switch (def.type)` narrows. */
export function definitionOf(schema: AnySchema): z.core.$ZodTypes['_zod']['def'] {
  // `as`: Zod types the general schema's definition without its kinds; every schema is one of $ZodTypes.
  return (schema as z.core.$ZodTypes)._zod.def
}

/** Looks through `.optional()`, `.default()`, `.lazy()` and so on. Where two metas say the same, the outer wins. */
export function layersOf(schema: AnySchema, side: Side): Layers {
  let core = schema
  let nullable = false
  let clearable = false
  let xml: XmlMeta = {}
  for (;;) {
    const meta = globalRegistry.get(core)
    clearable ||= meta?.emptyMeansClear === true
    xml = { ...xmlOf(core), ...xml }
    nullable ||= definitionOf(core).type === 'nullable'
    const next = inside(core, side)
    if (!next) return { core, nullable, clearable, xml }
    core = next
  }
}

/** The `xml` meta of this very schema, merged key by key with that of the schemas it was refined from. */
export function xmlOf(schema: AnySchema): XmlMeta {
  const { parent } = schema._zod
  return { ...(parent ? xmlOf(parent) : {}), ...globalRegistry.get(schema)?.xml }
}

/**
 * The schema under another element name. Unlike `.meta({ xml: { name } })` it keeps what `xml` said before
 * (`wrapped`, for one), also in the JSON Schema that Zod derives.
 */
export function named<S extends z.ZodType>(schema: S, name: string): S {
  return schema.meta({ xml: { ...xmlOf(schema), name } })
}

export function pascalCase(property: string): string {
  return property.charAt(0).toUpperCase() + property.slice(1)
}

/** @throws {TypeError} for a name that would not be a well-formed element. */
export function requireElementName(name: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_.-]*$/.test(name)) throw new TypeError(`XML: "${name}" cannot be the name of an element`)
  return name
}

function inside(schema: AnySchema, side: Side): AnySchema | undefined {
  const def = definitionOf(schema)
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'nonoptional':
    case 'readonly':
    case 'catch':
      return def.innerType
    case 'lazy':
      // `as`: the cached inner schema is internal to lazy; its getter may build a new schema at every call.
      return (schema as z.core.$ZodLazy)._zod.innerType
    case 'pipe':
      return insidePipe(def, side)
    default:
      return undefined
  }
}

/** The side of the pipe that matters, or undefined for a codec on the value side: that needs encoding first. */
function insidePipe(def: z.core.$ZodPipeDef, side: Side): AnySchema | undefined {
  if (definitionOf(def.in).type === 'transform') return def.out
  if (side === 'wire' || definitionOf(def.out).type === 'transform') return def.in
  return def.reverseTransform ? undefined : def.out
}
