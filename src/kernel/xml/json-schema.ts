import { z } from 'zod'
import { rootOf } from './compile.ts'
import { definitionOf, layersOf } from './names.ts'
import type { Field, ListShape, ObjectShape, Shape } from './shape.ts'

/** A JSON Schema (draft 2020-12), or any part of one. */
export type JsonSchema = { [keyword: string]: unknown }

/** A schema and the named ones that it refers to as `#/$defs/<name>`. */
export interface DescribedSchema {
  readonly schema: JsonSchema
  readonly definitions: ReadonlyMap<string, JsonSchema>
}

/**
 * The JSON Schema of what goes over the wire, with OpenAPI's `xml` at every property and item, so that the one document
 * describes both formats. Schemas with `.meta({ id })` become definitions.
 */
export function describeSchema(schema: z.ZodType): DescribedSchema {
  const { $schema: _dialect, $defs, ...root } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', override: adjust })
  const definitions = new Map(Object.entries(isJsonSchema($defs) ? $defs : {}).filter((entry): entry is [string, JsonSchema] => isJsonSchema(entry[1])))
  // `as`: Zod's own type of the same JSON, which lacks the index that reading it by keyword needs.
  const described = root as JsonSchema
  new Annotator(definitions).annotate(described, rootOf(schema, 'wire').shape)
  return { schema: described, definitions }
}

/**
 * The name under which a query parameter is published: the one in its meta, else the property. (Both are accepted,
 * in any case.)
 */
export function queryNameOf(schema: z.core.$ZodType, property: string): string {
  return layersOf(schema, 'wire').xml.name ?? property
}

/** What Zod leaves open or says needlessly: an instant is text, an integer has no bounds but those that were asked for. */
function adjust({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodType, jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (definitionOf(zodSchema).type === 'date') Object.assign(jsonSchema, { type: 'string', format: 'date-time' })
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
}

class Annotator {
  readonly #definitions: ReadonlyMap<string, JsonSchema>
  readonly #done = new Set<JsonSchema>()

  constructor(definitions: ReadonlyMap<string, JsonSchema>) {
    this.#definitions = definitions
  }

  annotate(json: JsonSchema, shape: Shape): void {
    if (this.#done.has(json)) return
    this.#done.add(json)
    const definition = typeof json.$ref === 'string' ? this.#definitions.get(json.$ref.replace('#/$defs/', '')) : undefined
    if (definition) this.annotate(definition, shape)
    for (const part of [json.anyOf, json.oneOf, json.allOf].flat()) if (isJsonSchema(part)) this.annotate(part, shape)
    switch (shape.kind) {
      case 'object': return this.#properties(json, shape)
      case 'mixed': return this.#properties(json, shape.object)
      case 'list': return this.#items(json, shape, undefined)
      case 'record': return isJsonSchema(json.additionalProperties) ? this.annotate(json.additionalProperties, shape.value.shape) : undefined
      case 'codec': return this.annotate(json, shape.wire)
      case 'scalar': return
    }
  }

  #properties(json: JsonSchema, shape: ObjectShape): void {
    if (!isJsonSchema(json.properties)) return
    for (const field of shape.fields) {
      const property = json.properties[field.key]
      if (isJsonSchema(property)) this.#property(property, field)
    }
  }

  #property(property: JsonSchema, field: Field): void {
    if (field.repeated && field.shape.kind === 'list') {
      // Without a wrapper there is no element for the array itself: the items bear the field's name.
      delete property.xml
      this.#items(property, field.shape, field.name)
      return
    }
    property.xml = field.shape.kind === 'list' ? { name: field.name, wrapped: true } : { name: field.name }
    this.annotate(property, field.shape)
  }

  #items(json: JsonSchema, shape: ListShape, repeatedName: string | undefined): void {
    const array = json.items ? json : [json.anyOf, json.oneOf].flat().find((part) => isJsonSchema(part) && part.items !== undefined)
    if (!isJsonSchema(array) || !isJsonSchema(array.items)) return
    array.items.xml = { name: repeatedName ?? shape.itemName }
    this.annotate(array.items, shape.item.shape)
  }
}

function isJsonSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
