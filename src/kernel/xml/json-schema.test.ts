import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { describeSchema, list, named, repeated } from './index.ts'

describe('describeSchema', () => {
  it('names every property as the codec does, also where one schema stands in two places', () => {
    const instant = z.date()
    const { schema } = describeSchema(z.object({ orderDate: instant, inner: z.object({ lastModified: named(instant.optional(), 'last') }) }))
    expect(schema).toEqual({
      type: 'object', required: ['orderDate', 'inner'],
      properties: {
        orderDate: { type: 'string', format: 'date-time', xml: { name: 'OrderDate' } },
        inner: { type: 'object', xml: { name: 'Inner' }, properties: { lastModified: { type: 'string', format: 'date-time', xml: { name: 'last' } } } },
      },
    })
  })

  it('tells wrapped from unwrapped lists', () => {
    const { schema } = describeSchema(z.object({ numbers: list(z.string(), 'Tn'), errors: repeated(z.object({ code: z.int() }), 'Error') }))
    expect(schema.properties).toEqual({
      numbers: { type: 'array', items: { type: 'string', xml: { name: 'Tn' } }, xml: { name: 'Numbers', wrapped: true } },
      errors: {
        type: 'array',
        items: { type: 'object', required: ['code'], properties: { code: { type: 'integer', xml: { name: 'Code' } } }, xml: { name: 'Error' } },
      },
    })
  })

  it('makes schemas with an id definitions, also recursive ones, and names what is inside them', () => {
    const Note = z.object({ text: z.string(), get replies() { return z.array(Note).optional() } }).meta({ id: 'DescribedNote' })
    const { schema, definitions } = describeSchema(z.object({ note: Note }))
    expect(schema.properties).toEqual({ note: { $ref: '#/$defs/DescribedNote', xml: { name: 'Note' } } })
    expect(definitions.get('DescribedNote')).toEqual({
      type: 'object', required: ['text'],
      properties: {
        text: { type: 'string', xml: { name: 'Text' } },
        replies: { type: 'array', items: { $ref: '#/$defs/DescribedNote', xml: { name: 'Replies' } } },
      },
    })
  })

  it('describes unions by all their members', () => {
    const { schema } = describeSchema(z.object({ either: z.union([z.object({ one: z.string() }), z.object({ two: z.int().max(5) })]) }))
    expect(schema.properties).toMatchObject({
      either: { xml: { name: 'Either' }, anyOf: [{ properties: { one: { xml: { name: 'One' } } } }, { properties: { two: { maximum: 5, xml: { name: 'Two' } } } }] },
    })
  })

  it('gives a codec the form that it has on the wire', () => {
    const Money = z.codec(z.string(), z.number(), { decode: Number, encode: String })
    expect(describeSchema(z.object({ price: Money })).schema.properties).toEqual({ price: { type: 'string', xml: { name: 'Price' } } })
  })
})
