import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod'
import type { Envelope } from '../errors/envelopes.ts'
import { describeSchema, type JsonSchema } from '../xml/index.ts'

/** A JSON object of the document. */
export type Json = JsonSchema

const PROBLEM: Json = {
  type: 'object',
  description: 'Problem details (RFC 9457), for clients that asked for JSON.',
  required: ['type', 'title', 'status', 'code', 'detail', 'requestId', 'errors'],
  properties: {
    type: { type: 'string' }, title: { type: 'string' }, status: { type: 'integer' },
    code: { type: 'integer' }, detail: { type: 'string' }, requestId: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object', required: ['code', 'detail'],
        properties: { code: { type: 'integer' }, detail: { type: 'string' }, telephoneNumber: { type: 'string' } },
      },
    },
  },
}

/** The parts that operations share: named schemas, and error answers by envelope. Collected while operations are described. */
export class Components {
  readonly #schemas = new Map<string, Json>([['Problem', PROBLEM]])
  readonly #responses = new Map<string, Json>()

  /** The schema with its named parts moved to the components. Throws where two different schemas have one name. */
  schema(schema: z.ZodType): Json {
    const described = describeSchema(schema)
    for (const [name, definition] of described.definitions) add(this.#schemas, name, asComponent(definition))
    return asComponent(described.schema)
  }

  /** A reference to the error answer of this envelope, under what it means here. */
  refusal(envelope: Envelope, description: string): Json {
    const name = `${envelope.root}_${envelope.name.replace(/\W+(\w)/g, (_gap, letter: string) => letter.toUpperCase())}`
    add(this.#responses, name, {
      description: `A refusal: root ${envelope.root}, family ${envelope.name}.`,
      content: {
        'application/xml': { schema: rooted(this.schema(envelope.schema), envelope.root) },
        'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
      },
    })
    return { $ref: `#/components/responses/${name}`, description }
  }

  schemas(): Json {
    return sorted(this.#schemas)
  }

  responses(): Json {
    return sorted(this.#responses)
  }
}

/** The schema as a document of its own, whose root element has this name. */
export function rooted(schema: Json, root: string | undefined): Json {
  return root === undefined ? schema : { ...schema, xml: { name: root } }
}

function add(components: Map<string, Json>, name: string, component: Json): void {
  const before = components.get(name)
  if (before !== undefined && !isDeepStrictEqual(before, component)) throw new Error(`two different components are called ${name}`)
  components.set(name, component)
}

function sorted(components: ReadonlyMap<string, Json>): Json {
  return Object.fromEntries([...components].sort(([one], [other]) => one < other ? -1 : 1))
}

/** References to definitions become references to components. */
function asComponent(schema: Json): Json {
  const text = JSON.stringify(schema, (key, value: unknown) =>
    key === '$ref' && typeof value === 'string' ? value.replace('#/$defs/', '#/components/schemas/') : value)
  return JSON.parse(text) as Json
}
