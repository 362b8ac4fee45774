import { describe, expect, it } from 'vitest'
import { decodeXml } from './decode.ts'
import { encodeXml } from './encode.ts'
import { goldenCases } from './golden-cases.ts'
import { decodeJson, encodeJson } from './json.ts'
import { validate } from './validate.ts'

describe.each(goldenCases)('$title', ({ schema, root, value, xml, json }) => {
  it('is written as this XML', () => {
    expect(encodeXml(schema, value, { root })).toBe(xml)
  })

  it('is read back from it', () => {
    const decoded = decodeXml(schema, xml)
    expect(decoded).toMatchObject({ root, ignored: [] })
    expect(validate(schema, decoded.value)).toEqual({ ok: true, value })
  })

  it('is written as this JSON, and read back', () => {
    expect(encodeJson(schema, value)).toEqual(json)
    const decoded = decodeJson(schema, JSON.parse(JSON.stringify(json)))
    expect(decoded.ignored).toEqual([])
    expect(validate(schema, decoded.value)).toEqual({ ok: true, value })
  })
})
