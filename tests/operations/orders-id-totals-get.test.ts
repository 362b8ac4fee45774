import { describe, expect, it } from 'vitest'
import { reportTest } from '../world/order-reports.ts'
import { all, text } from '../world/xml.ts'

const report = reportTest(({ id }) => `orders/${id}/totals`)

describe('200', () => {
  it('counts by exchange', async () => {
    const { xml, placed: { tns } } = await report.read()
    const rows = all(xml, 'TelephoneDetailsReport').map((row) => [text(row, 'NPA-NXX'), Number(text(row, 'Count'))])
    const expected = [...Map.groupBy(tns, (tn) => tn.slice(0, 6))].map(([exchange, numbers]) => [exchange, numbers.length])
    expect(rows).toEqual(expected)
  })
})

describe('404', () => {
  it('tells unknown orders, malformed ids and orders of somebody else alike', () => report.expectMissing())
})
