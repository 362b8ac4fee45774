import { describe, expect, it } from 'vitest'
import { reportTest } from '../world/order-reports.ts'
import { text, texts } from '../world/xml.ts'

const report = reportTest(({ id }) => `orders/${id}/tns`)

describe('200', () => {
  it('lists the numbers in ascending order', async () => {
    const { xml, placed: { tns } } = await report.read()
    expect(xml.name).toBe('TelephoneNumbers')
    expect(text(xml, 'Count')).toBe('3')
    expect(texts(xml, 'TelephoneNumber')).toEqual(tns)
  })
})

describe('404', () => {
  it('tells unknown orders, malformed ids and orders of somebody else alike', () => report.expectMissing())
})
