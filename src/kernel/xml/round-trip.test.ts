import fc from 'fast-check'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { decodeXml } from './decode.ts'
import { encodeXml } from './encode.ts'
import { decodeJson, encodeJson } from './json.ts'
import { list, repeated } from './lists.ts'
import { validate } from './validate.ts'

/** A schema and the values of it that XML can carry. */
interface Kind {
  readonly schema: z.ZodType
  readonly value: fc.Arbitrary<unknown>
  /** The same without texts and lists that look like nothing, which an optional element cannot tell from absent. */
  readonly visible: fc.Arbitrary<unknown>
}

const kind = (schema: z.ZodType, value: fc.Arbitrary<unknown>, visible = value): Kind => ({ schema, value, visible })

const text = fc.string({ unit: 'binary' }).map((any) => any.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '&').toWellFormed().trim())
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((any) => any === 0 ? 0 : any)
const instant = fc.date({ noInvalidDate: true, min: new Date('0000-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z') })
const Instant = z.codec(z.iso.datetime(), z.date(), { decode: (given) => new Date(given), encode: (date) => date.toISOString() })

const scalars: readonly Kind[] = [
  kind(z.string(), text, text.filter((any) => any !== '')),
  kind(z.int(), fc.maxSafeInteger().map((any) => any === 0 ? 0 : any)),
  kind(z.number(), number),
  kind(z.boolean(), fc.boolean()),
  kind(z.date(), instant),
  kind(Instant, instant),
  kind(z.enum(['a', 'B', 'true', '1']), fc.constantFrom('a', 'B', 'true', '1')),
  kind(z.literal([1, true, 'x']), fc.constantFrom(1, true, 'x')),
  kind(z.union([z.int(), z.literal('ALL'), z.boolean()]), fc.oneof(fc.constantFrom('ALL', true, false), fc.integer({ min: 2 }))),
]

const scalar = fc.constantFrom(...scalars)
const anyKind = (depth: number): fc.Arbitrary<Kind> => depth === 0
  ? scalar
  : fc.oneof(scalar, object(depth - 1), wrapped(depth - 1), recordOf(depth - 1), choice(depth - 1))

function wrapped(depth: number): fc.Arbitrary<Kind> {
  return anyKind(depth).map((item) => kind(list(item.schema, 'Item'), fc.array(item.value, { maxLength: 3 })))
}

function recordOf(depth: number): fc.Arbitrary<Kind> {
  const key = fc.stringMatching(/^[a-z][a-z0-9]{0,3}$/)
  return anyKind(depth).map(({ schema, value }) => kind(z.record(z.string(), schema), fc.dictionary(key, value, { maxKeys: 3, noNullPrototype: true })))
}

function choice(depth: number): fc.Arbitrary<Kind> {
  return fc.tuple(object(depth, 'one'), object(depth, 'two')).map(([one, two]) => kind(
    z.discriminatedUnion('kind', [one.object, two.object]), fc.oneof(one.value, two.value)))
}

/** Properties a0, b1, ... (distinct in members of a union, by its tag), some optional, nullable, repeated or renamed. */
function object(depth: number, tag = ''): fc.Arbitrary<Kind & { object: z.ZodObject }> {
  const use = fc.constantFrom('plain', 'optional', 'nullable', 'repeated', 'some', 'renamed', 'default')
  return fc.array(fc.tuple(use, anyKind(depth)), { maxLength: 4 }).map((uses) => {
    const properties = uses.map(([how, each], at) => ({ key: `${tag}p${at}`, ...placed(how, each, `x-${tag}.${at}`) }))
    const shape = Object.fromEntries(properties.map(({ key, schema }) => [key, schema]))
    const schema = z.object(tag === '' ? shape : { ...shape, kind: z.literal(tag) })
    const values: Record<string, fc.Arbitrary<unknown>> = Object.fromEntries(properties.map(({ key, value }) => [key, value]))
    const value = fc.record(tag === '' ? values : { ...values, kind: fc.constant(tag) }, { noNullPrototype: true }).map(withoutAbsent)
    return { ...kind(schema, value), object: schema }
  })
}

function placed(how: string, { schema, value, visible }: Kind, name: string): { schema: z.ZodType, value: fc.Arbitrary<unknown> } {
  switch (how) {
    case 'optional': return { schema: schema.optional(), value: fc.option(visible, { nil: undefined }) }
    case 'nullable': return { schema: schema.nullable(), value: fc.option(visible) }
    case 'repeated': return { schema: repeated(schema), value: fc.array(value, { maxLength: 3 }) }
    case 'some': return { schema: repeated(schema).optional(), value: fc.option(fc.array(value, { minLength: 1, maxLength: 3 }), { nil: undefined }) }
    case 'renamed': return { schema: schema.meta({ xml: { wrapped: true, name } }), value }
    case 'default': return { schema: z.string().default('d'), value: fc.constantFrom('d', 'e') }
    default: return { schema, value }
  }
}

function withoutAbsent(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined))
}

const sample = object(3).chain(({ schema, value }) => value.map((each) => ({ schema, value: each })))

it('what is written as XML is read back the same, whatever the schema', () => {
  fc.assert(fc.property(sample, ({ schema, value }) => {
    const { value: read, ignored } = decodeXml(schema, encodeXml(schema, value, { root: 'Root' }))
    expect(ignored).toEqual([])
    expect(validate(schema, read)).toStrictEqual({ ok: true, value })
  }), { numRuns: 500 })
})

it('what is written as JSON is read back the same, whatever the schema', () => {
  fc.assert(fc.property(sample, ({ schema, value }) => {
    const { value: read, ignored } = decodeJson(schema, JSON.parse(JSON.stringify(encodeJson(schema, value))))
    expect(ignored).toEqual([])
    expect(validate(schema, read)).toStrictEqual({ ok: true, value })
  }), { numRuns: 500 })
})

it('any text at all comes out as well-formed XML', () => {
  const schema = z.object({ note: z.string() })
  fc.assert(fc.property(fc.string({ unit: fc.nat({ max: 0xffff }).map((code) => String.fromCharCode(code)) }), (note) => {
    expect(Object.keys(Object(decodeXml(schema, encodeXml(schema, { note }, { root: 'R' })).value))).toEqual(['note'])
  }), { numRuns: 1000 })
})
