import { describe, expect, it } from 'vitest'
import type { PostalAddress } from '../../../domains/locations/ports.ts'
import { standardise, toPostal } from './standardise.ts'

const line = (address: PostalAddress) => {
  const { houseNumber, preDirectional, streetName, streetSuffix, postDirectional, addressLine2 } = toPostal(standardise({ houseNumber: '1', ...address }))
  return [houseNumber, preDirectional, streetName, streetSuffix, postDirectional].map((part) => part ?? '-').join(' ') + (addressLine2 ? `, ${addressLine2}` : '')
}

describe('a street', () => {
  it.each<[PostalAddress, string]>([
    [{ streetName: 'Pennsylvania Avenue Northwest' }, '1 - PENNSYLVANIA AVE NW'],
    [{ streetName: 'PENNSYLVANIA AVE', streetSuffix: 'NW' }, '1 - PENNSYLVANIA AVE NW'],
    [{ streetName: 'Main Campus Dr.' }, '1 - MAIN CAMPUS DR -'],
    [{ streetName: 'Main Campus', streetSuffix: 'drive' }, '1 - MAIN CAMPUS DR -'],
    [{ streetName: 'Main St', streetSuffix: 'Street' }, '1 - MAIN ST -'],
    [{ streetName: 'Anson', streetSuffix: 'St', houseSuffix: 'E' }, '1 E ANSON ST -'],
    [{ streetName: 'E. Anson St' }, '1 E ANSON ST -'],
    [{ streetName: 'North Ave' }, '1 - NORTH AVE -'],
    [{ streetName: 'West North Avenue' }, '1 W NORTH AVE -'],
    [{ streetName: 'Avenue of the Americas' }, '1 - AVENUE OF THE AMERICAS - -'],
    [{ streetName: 'Broadway' }, '1 - BROADWAY - -'],
    [{ streetName: 'Court St', addressLine2: 'Suite #100' }, '1 - COURT ST -, STE # 100'],
    [{ streetName: 'Main St Apt 4b' }, '1 - MAIN ST -, APT 4B'],
    [{ streetName: 'Main St', addressLine2: 'Building 5 Floor 2' }, '1 - MAIN ST -, BLDG 5 FL 2'],
    [{ streetName: 'Main St', addressLine2: 'Penthouse' }, '1 - MAIN ST -, PH'],
    [{ streetName: "O'Brien Calle Peña" }, '1 - OBRIEN CALLE PENA - -'],
    [{ streetName: 'Park', streetSuffix: 'AlternateStar' }, '1 - PARK ALTERNATESTAR -'],
  ])('%j is %s', (address, wanted) => {
    expect(line(address)).toBe(wanted)
    expect(standardise(address).mended).toEqual([])
  })

  it.each([['STR', 'ST'], ['Av.', 'AVE'], ['Terrice', 'TER'], ['Boulv', 'BLVD'], ['HIWAY', 'HWY']])('with the suffix %s is mended to %s', (given, valid) => {
    expect(standardise({ streetName: 'Main', streetSuffix: given }).mended).toEqual([{ field: 'Street Suffix', given: given.toUpperCase().replace('.', ''), valid }])
  })
})

it('cuts the extension off a ZIP, and spells out SAINT, FORT and MOUNT', () => {
  expect(standardise({ zip: '20006-1234', city: 'St. Louis' })).toMatchObject({ zip: '20006', plusFour: '1234', city: 'SAINT LOUIS' })
  expect(standardise({ zip: '200061234', city: 'ft. mt-view' })).toMatchObject({ zip: '20006', plusFour: '1234', city: 'FORT MOUNT VIEW' })
})

it('says the same of what it made', () => {
  const once = toPostal(standardise({ houseNumber: '12', houseSuffix: 'E', streetName: 'Main St Apt 4', city: 'St. Paul', stateCode: 'mn', zip: '55101' }))
  expect(toPostal(standardise(once))).toEqual(once)
})
