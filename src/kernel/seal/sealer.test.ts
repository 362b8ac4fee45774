import { describe, expect, it } from 'vitest'
import { createSealer } from './sealer.ts'

const sealer = createSealer(Buffer.alloc(32, 1))

describe('sealer', () => {
  it('opens what it sealed, and never seals the same text the same way twice', () => {
    const sealed = sealer.seal('Hunter15')
    expect(sealed).not.toContain('Hunter15')
    expect(sealer.seal('Hunter15')).not.toBe(sealed)
    expect(sealer.open(sealed)).toBe('Hunter15')
  })

  it('refuses a text that was changed or sealed with another key', () => {
    const sealed = sealer.seal('Hunter15')
    const changed = sealed.slice(0, -2) + (sealed.endsWith('A') ? 'BB' : 'AA')
    expect(() => sealer.open(changed)).toThrow()
    expect(() => createSealer(Buffer.alloc(32, 2)).open(sealed)).toThrow()
    expect(() => sealer.open('plain')).toThrow(/not a sealed text/)
  })
})
