import { describe, expect, it } from 'vitest'
import { exchangePlaces, loadGeography } from '../../domains/numbering/index.ts'
import type { CsrAnswer, EndUserFields } from '../../domains/porting/ports.ts'
import { addDuration } from '../../kernel/clock/duration.ts'
import { createIndustry, createSimulatedCsrProvider } from './index.ts'

const geography = loadGeography()
const places = exchangePlaces(geography)
const industry = createIndustry({ places: () => places, seed: 1 })
const provider = createSimulatedCsrProvider(industry)
const askedAt = new Date('2030-01-01T12:00:00.000Z')
const hours = (count: number) => addDuration(askedAt, { months: 0, ms: count * 3_600_000 })

const ask = (tn: string, { after = 0, fields = {} }: { after?: number, fields?: EndUserFields } = {}): Promise<CsrAnswer> =>
  provider.ask({ questionId: 'q-1', tn, fields, askedAt, now: hours(after) })

describe('magic numbers', () => {
  it.each([
    ['5550140', 'found'], ['5550141', 'asks'], ['5550142', 'later'], ['5550143', 'later'], ['5550144', 'refused'], ['5550145', 'unavailable'], ['5550160', 'found'], ['5550169', 'found'],
  ])('NPA-%s: %s', async (line, kind) => {
    for (const npa of ['919', '303', '416']) expect((await ask(npa + line)).kind).toBe(kind)
  })

  it('that are worked on by hand are answered after 48 hours, or refused', async () => {
    expect(await ask('9195550142', { after: 47 })).toEqual({ kind: 'later', seconds: 3600 })
    expect(await ask('9195550142', { after: 48 })).toMatchObject({ kind: 'found' })
    expect(await ask('9195550143', { after: 48 })).toEqual({ kind: 'refused', reason: 'the carrier refused the request made by hand' })
  })

  it('that want more take the account number or the PIN', async () => {
    const { accountNumber, pin } = industry.numberOf('9195550141')?.subscriber ?? {}
    expect((await ask('9195550141', { fields: { accountNumber } })).kind).toBe('found')
    expect((await ask('9195550141', { fields: { endUserPin: pin, accountNumber: '1' } })).kind).toBe('found')
    expect(await ask('9195550141', { fields: { endUserPin: '0', accountNumber: '0' } })).toEqual({ kind: 'asks', wanted: 'the right AccountNumber or EndUserPIN' })
  })
})

it('an area code that nobody has is refused', async () => {
  expect(await ask('9992345678')).toEqual({ kind: 'refused' })
})

it('a question can be withdrawn', async () => {
  expect(await provider.withdraw('q-1')).toBe(true)
})

describe('over the whole plan', () => {
  const COUNT = 20_000
  const sample = Array.from({ length: COUNT }, (_one, index) =>
    (geography.exchanges[(index * 7919) % geography.exchanges.length]?.npaNxx ?? '') + String((index * 31) % 10_000).padStart(4, '0'))

  it('40 in 100 are answered at once, a quarter of those after more was asked for; 30 by hand, three quarters of those with success; 30 never', async () => {
    const kinds: Record<string, number> = {}
    for (const tn of sample) {
      const [first, last] = [await ask(tn), await ask(tn, { after: 73 })]
      const kind = first.kind === 'later' ? `later ${last.kind}` : first.kind
      kinds[kind] = (kinds[kind] ?? 0) + 1 / COUNT
      if (first.kind === 'later') expect(first.seconds).toSatisfy((seconds: number) => seconds >= 86_400 && seconds <= 259_200)
      else expect(last).toEqual(first)
    }
    const { found = 0, asks = 0, refused = 0, 'later found': byHand = 0, 'later refused': inVain = 0, ...others } = kinds
    expect(others).toEqual({})
    expect(found + asks).toBeCloseTo(0.4, 1.5)
    expect(asks / (found + asks)).toBeCloseTo(0.25, 1.5)
    expect(byHand + inVain).toBeCloseTo(0.3, 1.5)
    expect(byHand / (byHand + inVain)).toBeCloseTo(0.75, 1.5)
    expect(refused).toBeCloseTo(0.3, 1.5)
  })

  it('addresses come in parts or in one line, as the carrier does it', async () => {
    const forms = new Map<string, Set<boolean>>()
    for (const tn of sample.slice(0, 3000)) {
      const answer = await ask(tn)
      if (answer.kind !== 'found') continue
      const { serviceAddress: { unparsedAddress, houseNumber, city = '' }, tns } = answer.record
      expect(unparsedAddress).toContain(city)
      expect(tns).toContain(tn)
      const spid = industry.numberOf(tn)?.carrier.spid ?? ''
      forms.set(spid, (forms.get(spid) ?? new Set()).add(houseNumber !== undefined))
    }
    expect([...forms].map(([spid, inParts]) => `${spid} ${[...inParts].join()}`).sort()).toEqual(['A101 true', 'B202 false', 'C303 true', 'D404 true', 'E505 false'])
  })
})
