import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadGeography } from '../../src/domains/numbering/index.ts'
import { createReferenceGeocoder } from '../../src/gateways/geocoder/reference/index.ts'
import { readConfig } from '../../src/kernel/config/config.ts'
import { createLogger } from '../../src/kernel/log/logger.ts'
import { industryOf } from '../../src/main/industry.ts'
import { search } from '../world/orders.ts'
import { createWorld, type World } from '../world/world.ts'
import { at, text, texts } from '../world/xml.ts'

let world: World
beforeAll(async () => { world = await createWorld({ worker: false }) })
afterAll(() => world.close())

const read = (tn: string, auth?: string | false) => world.api('GET', `/../sandbox/industry/${encodeURIComponent(tn)}`, undefined, { auth })

describe('200', () => {
  it('tells who serves a number, and for whom', async () => {
    const { status, xml } = await read('9198675309')
    expect([status, xml.name, text(xml, 'TelephoneNumber')]).toEqual([200, 'SandboxIndustryNumber', '9198675309'])
    expect(text(xml, 'Carrier/SPID')).toBe('L727')
    expect(text(xml, 'Subscriber/Name')).toBe('House of Mouse')
    expect(text(at(xml, 'Subscriber/ServiceAddress'), 'City')).toBe('Durham')
    expect(texts(xml, 'Subscriber/TelephoneNumbers/TelephoneNumber')).toEqual(['9198675309'])
    expect(text(xml, 'Magic')).toContain('documented example')
  })

  it('takes any notation, and says the same as JSON', async () => {
    const [one, other] = await Promise.all(['303-345-6789', '+13033456789'].map((tn) => world.api('GET', `/../sandbox/industry/${tn}`, undefined, { headers: { accept: 'application/json' } })))
    expect(one?.json).toEqual(other?.json)
    expect(one?.json).toMatchObject({ tn: '3033456789', carrier: { spid: expect.any(String), csr: expect.any(String) }, subscriber: { tns: expect.arrayContaining(['3033456789']) } })
  })
})

describe('the addresses', () => {
  it('are such as our own geocoder takes', async () => {
    const geocoder = createReferenceGeocoder({ database: world.database, log: createLogger('silent'), streets: 'conventional' })
    const { exchanges } = loadGeography()
    const industry = industryOf(readConfig({}))
    const kinds: Record<string, number> = {}
    for (let at = 0; at < 120; at += 1) {
      const address = industry?.numberOf(`${exchanges[at * 331]?.npaNxx ?? ''}1234`)?.subscriber.serviceAddress
      const { kind } = await geocoder.check({ ...address, stateCode: address?.state, country: /^\d/.test(address?.zip ?? '') ? 'US' : 'CA' })
      kinds[kind] = (kinds[kind] ?? 0) + 1
    }
    expect(kinds).toEqual({ ok: 120 })
  })
})

describe('401', () => {
  it('asks who wants to know', async () => {
    expect((await read('9198675309', false)).status).toBe(401)
  })
})

describe('404', () => {
  it('knows nothing of numbers that nobody has, and of texts that are none', async () => {
    for (const tn of ['9992345678', '12345', '+33140289562']) {
      const { status, xml } = await read(tn)
      expect([status, text(xml, 'ResponseStatus/Description')]).toEqual([404, `'${tn}' is not a telephone number that any carrier serves.`])
    }
  })

  it('does not speak of numbers in the inventory', async () => {
    const [tn = ''] = await search(world, 1)
    const { status, xml } = await read(tn)
    expect([status, text(xml, 'ResponseStatus/Description')]).toEqual([404, expect.stringContaining('is in the inventory')])
  })
})
