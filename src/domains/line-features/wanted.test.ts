import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dldaErrors } from './dlda/errors.ts'
import { readGroup as readListing, readOrder as readListings } from './dlda/wanted.ts'
import { readGroup as readName, readOrder as readNames } from './lidb/wanted.ts'
import { readNumbers } from './wanted.ts'

const codesOf = (read: object): number[] => 'problems' in read && Array.isArray(read.problems) ? read.problems.map(({ code }) => code) : []
const name = { subscriberInformation: 'Joes Garage', useType: 'RESIDENTIAL', visibility: 'PUBLIC' }

describe('a calling name', () => {
  const words = (known: readonly string[]) => fc.oneof(fc.constantFrom(...known, ...known.map((word) => word.toLowerCase())), fc.string({ maxLength: 12 }), fc.constant(undefined))

  it('is taken where all of it is right, and else told by the code of each part', () => {
    fc.assert(fc.property(fc.option(fc.string({ unit: 'grapheme', maxLength: 20 }), { nil: undefined }), words(['RESIDENTIAL', 'BUSINESS']), words(['PUBLIC', 'PRIVATE']), (text, useType, visibility) => {
      const wrong = [
        ...(text ?? '').trim() === '' ? [1003] : /^\s/.test(text ?? '') ? [11024] : /\p{Cc}/u.test(text ?? '') ? [1005] : [...text ?? ''].length > 15 ? [11005] : [],
        ...['RESIDENTIAL', 'BUSINESS'].includes((useType ?? '').trim().toUpperCase()) ? [] : [11006],
        ...['PUBLIC', 'PRIVATE'].includes((visibility ?? '').trim().toUpperCase()) ? [] : [11007],
      ]
      const read = readName({ subscriberInformation: text, useType, visibility })
      expect(codesOf(read)).toEqual(wrong)
      expect('entry' in read).toBe(wrong.length === 0)
    }))
  })

  it.each(['Joes\nGarage', 'Joes\tGarage', 'Joe\u0085'])('is of one line: %j', (subscriberInformation) => {
    expect(codesOf(readName({ ...name, subscriberInformation }))).toEqual([1005])
  })

  it('counts characters, not what they take to be stored', () => {
    expect(codesOf(readName({ ...name, subscriberInformation: '𝕁'.repeat(15) }))).toEqual([])
    expect(codesOf(readName({ ...name, subscriberInformation: '𝕁'.repeat(16) }))).toEqual([11005])
  })
})

describe('a listing', () => {
  const right = {
    subscriberType: 'RESIDENTIAL', listingType: 'LISTED', listingName: { firstName: 'John', lastName: 'Smith' }, listAddress: false,
    address: { houseNumber: '915', streetName: 'Elm', city: 'Carpinteria', stateCode: 'CA', zip: '93013' },
  }

  it('keeps every part that was given, and no other', () => {
    expect(readListing(right)).toEqual({ entry: {
      accountType: 'RESIDENCE', listingType: 'LISTED', listingName: right.listingName, listAddress: false, address: { ...right.address, country: 'United States', addressType: 'Dlda' },
    } })
  })

  it('tells of each part that is missing by its own code', () => {
    const parts = { subscriberType: 16109, listingType: 16110, listingName: 1003, listAddress: 1003, address: 1003 }
    fc.assert(fc.property(fc.subarray(Object.keys(parts)), (left) => {
      const given = Object.fromEntries(Object.entries(right).filter(([part]) => !left.includes(part)))
      expect(codesOf(readListing(given))).toEqual(Object.entries(parts).filter(([part]) => left.includes(part)).map(([, code]) => code))
    }))
  })

  it('tells of each part of an address that is missing by its own code', () => {
    const parts = { houseNumber: 12536, streetName: 12538, city: 12540, stateCode: 12542, zip: 12644 }
    fc.assert(fc.property(fc.subarray(Object.keys(parts)), (left) => {
      const address = { ...right.address, ...Object.fromEntries(left.map((part) => [part, ''])) }
      expect(codesOf(readListing({ ...right, address }))).toEqual(Object.entries(parts).filter(([part]) => left.includes(part)).map(([, code]) => code))
    }))
  })

  it.each([
    ['ca', []], ['PR', []], ['DC', []], ['ON', [16114]], ['California', [16114]], ['ZZ', [16114]],
  ])('in the state %s: %j', (stateCode, codes) => {
    expect(codesOf(readListing({ ...right, address: { ...right.address, stateCode } }))).toEqual(codes)
  })

  it.each([['US', []], ['usa', []], ['United States of America', []], ['Canada', [5002]]])('in the country %s: %j', (country, codes) => {
    expect(codesOf(readListing({ ...right, address: { ...right.address, country } }))).toEqual(codes)
  })

  it('of a business needs no first name', () => {
    expect(codesOf(readListing({ ...right, subscriberType: 'BUSINESS', listingName: { lastName: "Joe's Pizza" } }))).toEqual([])
    expect(codesOf(readListing({ ...right, listingName: { lastName: 'Smith' } }))).toEqual([1003])
  })
})

describe('the numbers of an order', () => {
  const number = fc.integer({ min: 2_000_000, max: 9_999_999 }).map((line) => `919${line}`)

  it('are read in any form, ascending in their groups; what is none is told once', () => {
    fc.assert(fc.property(fc.uniqueArray(number, { minLength: 1, maxLength: 30 }), fc.array(fc.constantFrom('', '1', 'abc', '+33140289562')), fc.nat(), (tns, wrong, cut) => {
      const written = [...tns.map((tn) => `+1 (${tn.slice(0, 3)}) ${tn.slice(3, 6)}-${tn.slice(6)}`), ...wrong]
      const at = cut % (written.length + 1)
      const { groups, malformed, count } = readNumbers([{ telephoneNumbers: written.slice(0, at), entry: 1 }, { telephoneNumbers: written.slice(at), entry: 2 }], dldaErrors.malformed)
      expect(groups.flatMap((group) => group.tns).sort()).toEqual([...tns].sort())
      for (const group of groups) expect(group.tns).toEqual([...group.tns].sort())
      expect(malformed.map(({ subject }) => subject)).toEqual([...new Set(wrong)])
      expect(count).toBe(written.length)
    }))
  })

  it('may come once each, in whatever form and group', () => {
    const twice = [{ ...name, telephoneNumbers: ['9195551212'] }, { ...name, telephoneNumbers: ['919.555.1212'] }]
    expect(() => readNames({ lidbTnGroups: twice })).toThrow(/^5093 /)
  })

  it('are needed: an order without any is refused, by the code that its kind has for that', () => {
    expect(() => readNames({ lidbTnGroups: [name] })).toThrow(/^1003 TelephoneNumber/)
    expect(() => readListings({})).toThrow(/^16104 /)
  })
})
