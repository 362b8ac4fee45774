import { expect, it } from 'vitest'
import { z } from 'zod'
import { decodeQuery } from './query.ts'
import { validate } from './validate.ts'

const Query = z.object({
  page: z.string().default('1'),
  size: z.int().optional(),
  enableTnDetail: z.boolean().meta({ xml: { name: 'enableTNDetail' } }).optional(),
  startDate: z.date().optional(),
  lca: z.string().meta({ xml: { name: 'LCASearch' } }).optional(),
  status: z.array(z.enum(['PENDING', 'COMPLETE'])).optional(),
  siteId: z.array(z.int()).optional(),
})

it('names match without case, by property or wire name', () => {
  expect(decodeQuery(Query, { SIZE: '5', enabletndetail: 'TRUE', lcasearch: 'a', Page: 'x' }))
    .toEqual({ value: { size: 5, enableTnDetail: true, lca: 'a', page: 'x' }, ignored: [] })
  expect(decodeQuery(Query, { LCA: 'a' }).value).toEqual({ lca: 'a' })
})

it('an empty text is absent, also for a boolean', () => {
  expect(decodeQuery(Query, { size: '', enableTnDetail: '', status: ' ', siteId: ['', ','], page: undefined }))
    .toEqual({ value: {}, ignored: [] })
})

it('a list collects repeats, commas and spellings', () => {
  expect(decodeQuery(Query, { status: ['PENDING, COMPLETE', 'PENDING'], siteId: '1,2', SiteId: '3' }).value)
    .toEqual({ status: ['PENDING', 'COMPLETE', 'PENDING'], siteId: [1, 2, 3] })
})

it('a single value given twice is refused by name', () => {
  const { value } = decodeQuery(Query, { size: ['1', '2'], startDate: '2014-07-03T14:12:57Z' })
  expect(value).toEqual({ size: [1, 2], startDate: new Date('2014-07-03T14:12:57Z') })
  expect(validate(Query, value)).toMatchObject({ ok: false, issues: [{ path: 'Size' }] })
})

it('refuses texts that XML could not carry, by name', () => {
  expect(() => decodeQuery(Query, { page: 'a\0' })).toThrow(/^The text of Page holds a control character/)
  expect(decodeQuery(Query, { unknown: '\0' }).ignored).toEqual(['unknown'])
})

it('unknown names are told', () => {
  expect(decodeQuery(Query, { foo: '1', constructor: 'x', size: '1' }))
    .toEqual({ value: { size: 1 }, ignored: ['foo', 'constructor'] })
})

it('objects have no place in a query', () => {
  expect(() => decodeQuery(z.object({ a: z.object({}) }), { a: '1' })).toThrow('Query: a must be a scalar')
})
