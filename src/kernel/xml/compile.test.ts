import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { compileXml } from './compile.ts'
import { list, repeated } from './lists.ts'
import { named, xmlOf } from './names.ts'

const within = (schema: z.ZodType) => () => compileXml(z.object({ a: z.object({ thing: schema }) }).meta({ xml: { name: 'Order' } }))

describe('a schema without a form on the wire is refused when compiled, with the path', () => {
  const refused: Record<string, [z.ZodType, string]> = {
    unknown: [z.unknown(), 'XML: Order.a.thing: z.unknown() has no form on the wire'],
    any: [z.any().optional(), 'XML: Order.a.thing: z.any() has no form on the wire'],
    'a map': [z.map(z.string(), z.string()), 'XML: Order.a.thing: z.map() has no form on the wire'],
    'a bigint': [z.bigint(), 'XML: Order.a.thing: z.bigint() has no form on the wire'],
    'a tuple': [z.tuple([z.string()]), 'XML: Order.a.thing: z.tuple() has no form on the wire'],
    'an instance': [z.instanceof(URL), 'XML: Order.a.thing: z.custom() has no form on the wire'],
    'in a list': [list(z.any(), 'Item'), 'XML: Order.a.thing.Item: z.any() has no form on the wire'],
    'in a record': [z.record(z.string(), z.any()), 'XML: Order.a.thing.*: z.any() has no form on the wire'],
    'in a union': [z.union([z.string(), z.object({ x: z.any() })]), 'XML: Order.a.thing.x: z.any() has no form on the wire'],
    'behind lazy': [z.lazy(() => z.any()), 'XML: Order.a.thing: z.any() has no form on the wire'],
    'a list whose items have no name': [list(z.string()), "XML: Order.a.thing: the items have no element name: use list(item, 'Name')"],
    'a bare list in a list': [list(z.array(z.string()), 'Row'), 'XML: Order.a.thing.Row: a list here needs a wrapper element: use list()'],
    'a list beside an object': [z.union([list(z.string(), 'A'), z.object({})]), 'has no form on the wire'],
    'two lists with different items': [z.union([list(z.string(), 'A'), list(z.string(), 'B')]), 'differ too much'],
    'a typed catchall': [z.object({}).catchall(z.string()), 'catchall() has no form on the wire'],
    'two properties of one name': [z.object({ a: z.string(), b: z.string().meta({ xml: { name: 'A' } }) }), 'two properties are called <A>'],
    'a property with two names': [
      z.union([z.object({ a: z.string() }), z.object({ a: z.string().meta({ xml: { name: 'x' } }) })]), 'a has different names in different members',
    ],
    'an impossible name': [z.object({ a: z.string().meta({ xml: { name: 'a b' } }) }), 'XML: "a b" cannot be the name of an element'],
  }
  it.each(Object.entries(refused))('%s', (_, [schema, message]) => {
    expect(within(schema)).toThrow(TypeError)
    expect(within(schema)).toThrow(message)
  })

  it('a bare list at the root', () => {
    expect(() => compileXml(z.array(z.string())))
      .toThrow('XML: (root): a list here needs a wrapper element: use list()')
  })
})

describe('what compiles', () => {
  it('schemas that hold themselves, directly, through lazy, and through unions', () => {
    const Node: z.ZodType = z.object({ next: z.lazy(() => Node.optional()), all: z.lazy(() => list(Node, 'Node')) })
    expect(() => compileXml(Node)).not.toThrow()
    const One: z.ZodType = z.object({ x: z.lazy(() => z.union([One, Other])).optional(), one: z.string() })
    const Other: z.ZodType = z.object({ x: z.lazy(() => z.union([Other, One])).optional(), other: z.string() })
    expect(() => compileXml(z.union([One, Other]))).not.toThrow()
    const Nest: z.ZodType = z.lazy(() => list(Nest, 'Nest'))
    expect(() => compileXml(z.object({ nest: Nest }))).not.toThrow()
  })

  it('but not lists of nothing but each other, told in time', () => {
    const One: z.ZodType = list(z.lazy(() => z.union([One, Other])), 'N')
    const Other: z.ZodType = list(z.lazy(() => z.union([Third, One])), 'N')
    const Third: z.ZodType = list(z.lazy(() => Other), 'N')
    expect(() => compileXml(z.union([One, Other]))).toThrow('the schema never ends')
  })

  it('properties that never appear', () => {
    expect(within(z.union([z.object({ a: z.string(), b: z.never().optional() }), z.object({ b: z.string(), a: z.undefined().optional() })]))).not.toThrow()
  })

  it('loose and strict objects, wrappers of all kinds', () => {
    expect(within(z.looseObject({}))).not.toThrow()
    expect(within(z.strictObject({ a: z.string().nullish().readonly().catch('x').brand('A') }))).not.toThrow()
    expect(within(z.preprocess((value) => value, z.string()).prefault('x'))).not.toThrow()
  })
})

describe('lists', () => {
  it('naming the items leaves the shared item alone, and keeps what it knew', () => {
    const Tn = z.string().meta({ id: 'Tn', title: 'A number', xml: { name: 'Tn' } })
    expect(list(Tn, 'TelephoneNumber').element.meta()).toEqual({ title: 'A number', xml: { name: 'TelephoneNumber' } })
    expect(repeated(Tn, 'FullNumber').element.meta()).toEqual({ title: 'A number', xml: { name: 'FullNumber' } })
    expect(Tn.meta()).toEqual({ id: 'Tn', title: 'A number', xml: { name: 'Tn' } })
  })

  it('OpenAPI sees the same facts', () => {
    const json = z.toJSONSchema(z.object({ numbers: named(list(z.string(), 'Number').min(1), 'NUMBERS') }))
    expect(json.properties).toEqual({
      numbers: { type: 'array', minItems: 1, xml: { wrapped: true, name: 'NUMBERS' }, items: { type: 'string', xml: { name: 'Number' } } },
    })
  })

  it('a name given by meta() alone does not unwrap the list', () => {
    expect(xmlOf(list(z.string(), 'Number').meta({ xml: { name: 'NUMBERS' } })))
      .toEqual({ wrapped: true, name: 'NUMBERS' })
  })
})
