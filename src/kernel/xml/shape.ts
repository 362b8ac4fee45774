import type { AnySchema } from './names.ts'

/**
 * What a schema looks like on the wire, with all wrappers gone. Readers and writers are built from shapes, never from
 * Zod's own definitions. Shapes of slots are worked out on first use, so that recursive schemas end.
 */
export type Shape = ScalarShape | ObjectShape | ListShape | RecordShape | MixedShape | CodecShape

/** A place that holds a value: a property, an item, the root. */
export interface Slot {
  readonly shape: Shape
  readonly optional: boolean
  readonly nullable: boolean
  readonly clearable: boolean
}

export interface Field extends Slot {
  /** The property. */
  readonly key: string
  /** The element. */
  readonly name: string
  /** A list without wrapper: each item is an element of this name. */
  readonly repeated: boolean
}

export type ScalarType = 'string' | 'number' | 'boolean' | 'date' | ReadonlyMap<string, unknown>

/** One way to read a text; a Map holds the allowed values (literal, enum) by their text. */
export interface ScalarMember {
  readonly type: ScalarType
  readonly schema: AnySchema
}

export interface ScalarShape {
  readonly kind: 'scalar'
  /** More than one for a union: the first whose schema accepts the value wins. */
  readonly members: readonly ScalarMember[]
}

export interface ObjectShape {
  readonly kind: 'object'
  readonly fields: readonly Field[]
  /** The members of a union that this object merges. */
  readonly variants: readonly ObjectShape[]
  readonly discriminator?: Discriminator
}

/** The property that tells the variants apart: variants by its value, and by its text on the wire. */
export interface Discriminator {
  readonly key: string
  readonly variants: ReadonlyMap<unknown, ObjectShape>
  readonly texts: ReadonlyMap<string, ObjectShape>
}

export interface ListShape {
  readonly kind: 'list'
  readonly wrapped: boolean
  /** Empty for an unwrapped list, whose items bear the name of the field. */
  readonly itemName: string
  readonly item: Slot
}

/** Elements named by the keys of a record, as they are. */
export interface RecordShape {
  readonly kind: 'record'
  readonly value: Slot
}

/** A union of texts and objects: `REMOVE`, or elements. */
export interface MixedShape {
  readonly kind: 'mixed'
  readonly scalar: ScalarShape
  readonly object: ObjectShape
}

/** Value side only: Zod encodes the value, `wire` describes the outcome. */
export interface CodecShape {
  readonly kind: 'codec'
  readonly schema: AnySchema
  readonly wire: Shape
}

export interface SlotFlags {
  readonly optional: boolean
  readonly nullable: boolean
  readonly clearable: boolean
}

/** A schema that has no form on the wire. Compiling adds the path. */
export class SchemaFault extends TypeError {}

/** A slot whose shape is worked out when it is first looked at. */
export function slot(flags: SlotFlags, resolve: () => Shape): Slot {
  let shape: Shape | undefined
  const { optional, nullable, clearable } = flags
  return { optional, nullable, clearable, get shape() { return shape ??= resolve() } }
}

/** A field, see {@link slot}. */
export function field(place: Slot, key: string, name: string, repeated: boolean): Field {
  const { optional, nullable, clearable } = place
  return { key, name, repeated, optional, nullable, clearable, get shape() { return place.shape } }
}
