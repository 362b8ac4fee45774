import { describe, expect, it } from 'vitest'
import type { CallingName, DirectoryListing } from '../../domains/line-features/ports.ts'
import { createSimulatedLineSupplier } from './line-supplier.ts'

const supplier = createSimulatedLineSupplier()
const handedOverAt = new Date('2026-03-01T12:00:00.000Z')
const after = (hours: number) => new Date(handedOverAt.getTime() + hours * 3_600_000)
const named = (subscriberInformation: string): CallingName => ({ subscriberInformation, useType: 'BUSINESS', visibility: 'PUBLIC' })
const listed = (lastName: string): DirectoryListing => ({ accountType: 'BUSINESS', listingType: 'LISTED', listingName: { lastName }, listAddress: true, address: {} })

const names = (now: Date, ...texts: readonly string[]) =>
  supplier.enterNames({ requestId: 'a', handedOverAt, now, groups: texts.map((text, index) => ({ tns: [`919555010${index}`], entry: named(text) })) })
const listings = (now: Date, ...texts: readonly string[]) =>
  supplier.enterListings({ requestId: 'a', handedOverAt, now, groups: texts.map((text, index) => ({ tns: [`919555010${index}`], entry: listed(text) })) })

describe('the simulated supplier', () => {
  it('needs 24 hours for names and 26 for listings, and says when to ask again', async () => {
    expect([await names(handedOverAt, 'Joe'), await listings(handedOverAt, 'Joe')]).toEqual([{ kind: 'later', seconds: 24 * 3600 }, { kind: 'later', seconds: 26 * 3600 }])
    expect(await names(after(23.5), 'Joe')).toEqual({ kind: 'later', seconds: 1800 })
    expect([await names(after(24), 'Joe'), await listings(after(26), 'Joe')]).toEqual(Array.from({ length: 2 }, () => ({ kind: 'entered', refused: new Map() })))
  })

  it('refuses the numbers of a group with the name Refused, in any case, and no others', async () => {
    expect(await names(after(24), 'Joe', 'REFUSED', 'Refused Inc')).toEqual({ kind: 'entered', refused: new Map([['9195550101', 'the database does not take this name']]) })
    expect(await listings(after(26), 'refused', 'Joe')).toEqual({ kind: 'entered', refused: new Map([['9195550100', 'the directory does not take this listing']]) })
  })

  it('cannot be reached for an order with the name Unreachable', async () => {
    expect([await names(after(24), 'Joe', 'unreachable'), await listings(handedOverAt, 'Unreachable')]).toEqual([{ kind: 'unavailable' }, { kind: 'unavailable' }])
  })
})
