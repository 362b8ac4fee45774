import { expect, it } from 'vitest'
import { z } from 'zod'
import { decodeXml } from './decode.ts'
import { list, repeated } from './lists.ts'
import { validate } from './validate.ts'

const Order = z.object({
  siteId: z.int(),
  id: z.string().meta({ xml: { name: 'id' } }).optional(),
  telephoneNumberList: list(z.string().length(10, 'ten digits'), 'TelephoneNumber').min(1).optional(),
  hosts: z.object({ host: repeated(z.object({ port: z.int() })) }).optional(),
  counts: z.record(z.string(), z.int()).optional(),
}).meta({ xml: { name: 'Order' } })

it('gives the typed value', () => {
  const result = validate(Order, { siteId: 1 })
  if (!result.ok) throw new Error('not valid')
  expect(result.value.siteId + 1).toBe(2)
})

it('names issues by element, items counted from 1, under the root', () => {
  const xml = '<Order><id>1</id><TelephoneNumberList><TelephoneNumber>9195551212</TelephoneNumber><TelephoneNumber>1</TelephoneNumber>'
    + '</TelephoneNumberList><Hosts><Host><Port>1</Port></Host><Host><Port>x</Port></Host></Hosts><Counts><a>x</a></Counts></Order>'
  const { value } = decodeXml(Order, xml)
  expect(validate(Order, value)).toEqual({
    ok: false,
    issues: [
      { path: 'Order.SiteId', message: 'is required' },
      { path: 'Order.TelephoneNumberList.TelephoneNumber[2]', message: 'ten digits' },
      { path: 'Order.Hosts.Host[2].Port', message: 'is not a number' },
      { path: 'Order.Counts.a', message: 'is not a number' },
    ],
  })
  expect(validate(Order, {}, { root: 'LnpOrder' })).toMatchObject({ issues: [{ path: 'LnpOrder.SiteId' }] })
  expect(validate(z.object({ a: z.string() }), {})).toMatchObject({ issues: [{ path: 'A' }] })
  expect(validate(Order, { siteId: 1, telephoneNumberList: [] }))
    .toMatchObject({ issues: [{ path: 'Order.TelephoneNumberList' }] })
})

it.each([
  [z.int().min(1), 0, 'is below 1'], [z.int().max(5000), 5001, 'is above 5000'], [z.int(), 1.5, 'is not a whole number'], [z.boolean(), 'maybe', 'is not true or false'],
  [z.string().max(3), 'abcd', 'has more than 3 characters'], [z.array(z.string()).min(1), [], 'has fewer than 1 entries'], [z.enum(['ON', 'OFF']), 'x', 'is not one of ON, OFF'],
  [z.int().max(9, 'has its own words'), 10, 'has its own words'],
])('speaks in words of the wire: %#', (schema, value, message) => {
  expect(validate(z.object({ a: schema }), { a: value })).toEqual({ ok: false, issues: [{ path: 'A', message }] })
})

it('says what a union wants', () => {
  const schema = z.object({ quantity: z.union([z.int(), z.literal('ALL')]) })
  expect(validate(schema, { quantity: 'x' })).toEqual({
    ok: false,
    issues: [{ path: 'Quantity', message: 'is not a number or is not ALL' }],
  })
})

it('says what is wrong in the member of a union that comes nearest', () => {
  const schema = z.object({
    by: z.union([z.object({ areaCode: z.int(), lata: z.int(), state: z.string() }), z.object({ zip: z.string(), quantity: z.int() })]),
  })
  expect(validate(schema, { by: { zip: '01234' } })).toMatchObject({ ok: false, issues: [{ path: 'By.Quantity' }] })
})
