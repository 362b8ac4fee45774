import { expect, expectTypeOf, it } from 'vitest'
import { z } from 'zod'
import { encodeJson, encodeXml, list, repeated, validate } from './index.ts'

const Instant = z.codec(z.iso.datetime(), z.date(), { decode: (text) => new Date(text), encode: (date) => date.toISOString() })
const Order = z.object({ siteId: z.int(), due: Instant, backOrder: z.boolean().default(false), numbers: list(z.string(), 'Tn'), notes: repeated(z.string()) })

it('writers take what the schema puts out, and nothing else (checked by the compiler)', () => {
  const value = { siteId: 1, due: new Date(0), backOrder: true, numbers: ['1'], notes: [] }
  expect(encodeXml(Order, value, { root: 'Order' })).toContain('<Due>1970-01-01T00:00:00.000Z</Due>')
  // @ts-expect-error a text where the schema puts out a Date
  expect(() => encodeXml(Order, { ...value, due: '1970-01-01T00:00:00Z' }, { root: 'Order' })).toThrow()
  // @ts-expect-error a text where the schema puts out a list
  expect(() => encodeJson(Order, { ...value, numbers: '1' })).toThrow()
  // @ts-expect-error xml.name is a text
  expect(z.string().meta({ xml: { name: 1 } })).toBeDefined()
})

it('validate gives the output type', () => {
  const result = validate(Order, {})
  if (result.ok) expectTypeOf(result.value).toEqualTypeOf<{ siteId: number, due: Date, backOrder: boolean, numbers: string[], notes: string[] }>()
  expect(result.ok).toBe(false)
})
