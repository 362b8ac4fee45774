import { describe, expect, it } from 'vitest'
import { reportTest } from '../world/order-reports.ts'
import { all, names, text } from '../world/xml.ts'

const report = reportTest(({ id }) => `orders/${id}/history`)

describe('200', () => {
  it('tells each state, when and by whom', async () => {
    const { xml } = await report.read()
    expect(xml.name).toBe('OrderHistoryWrapper')
    const entries = all(xml, 'OrderHistory')
    expect(entries.map((entry) => [text(entry, 'Status'), text(entry, 'Author')])).toEqual([['RECEIVED', 'sandbox'], ['COMPLETE', 'System']])
    expect(names(entries[1] ?? xml)).toEqual(['OrderDate', 'Note', 'Author', 'Status'])
    expect(text(entries[1] ?? xml, 'Note')).toMatch(/^Created a new number order for 3 numbers from /)
  })
})

describe('404', () => {
  it('tells unknown orders, malformed ids and orders of somebody else alike', () => report.expectMissing())
})
