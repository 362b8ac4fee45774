import { describe, expect, it } from 'vitest'
import { reportTest } from '../world/order-reports.ts'
import { all, text } from '../world/xml.ts'

const report = reportTest(({ id }) => `orders/${id}/areaCodes`)

describe('200', () => {
  it('counts by area code', async () => {
    const { xml } = await report.read()
    expect(xml.name).toBe('TelephoneDetailsReports')
    expect(all(xml, 'TelephoneDetailsReport').map((row) => [text(row, 'AreaCode'), text(row, 'Count')])).toEqual([['540', '1'], ['919', '2']])
  })
})

describe('404', () => {
  it('tells unknown orders, malformed ids and orders of somebody else alike', () => report.expectMissing())
})
