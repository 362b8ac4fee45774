import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cloneTemplate, type TestDatabase } from '../../../../tests/world/template-database.ts'
import type { Geocoder, PostalAddress } from '../../../domains/locations/ports.ts'
import { TableError } from '../../../kernel/files/rows.ts'
import { createLogger } from '../../../kernel/log/logger.ts'
import { importStreets } from './import-streets.ts'
import { createReferenceGeocoder } from './index.ts'

let test: TestDatabase
let sandbox: Geocoder
let production: Geocoder
beforeAll(async () => {
  test = await cloneTemplate()
  const log = createLogger('silent')
  sandbox = createReferenceGeocoder({ database: test.database, log, streets: 'conventional' })
  production = createReferenceGeocoder({ database: test.database, log, streets: 'known' })
})
afterAll(() => test.close())

/** `house street, city, state zip` */
function address(text: string): PostalAddress {
  const [, houseNumber, streetName, city, stateCode, zip] = /^(\S+) ([^,]+), ([^,]+), (\S\S) ?(\S*)$/.exec(text) ?? []
  return { houseNumber, streetName, city, stateCode, zip, country: 'US' }
}

const line = ({ houseNumber, preDirectional, streetName, streetSuffix, postDirectional, city, stateCode, zip, plusFour }: PostalAddress) =>
  `${[houseNumber, preDirectional, streetName, streetSuffix, postDirectional].filter(Boolean).join(' ')}, ${city}, ${stateCode} ${zip ?? ''}${plusFour ? `-${plusFour}` : ''}`

async function check(text: string, by: Geocoder = sandbox): Promise<string> {
  const answer = await by.check(address(text))
  if (answer.kind === 'ok') return `ok ${line(answer.address)}`
  if (answer.kind !== 'corrected') return answer.kind
  return `${answer.inconsistencies.map(({ field, given, valid }) => `${field} ${given}>${valid}`).join('; ')}: ${line(answer.address)}`
}

describe('the addresses of the documentation', () => {
  it.each([
    ['1600 PENNSYLVANIA AVE NW, WASHINGTON, DC 20006', 'ok 1600 PENNSYLVANIA AVE NW, WASHINGTON, DC 20006'],
    ['1600 Pennsylvania Avenue Northwest, Washington, DC 20500', 'ok 1600 PENNSYLVANIA AVE NW, WASHINGTON, DC 20500'],
    ['1600 PENNSYLVANIO AVE NW, WASHINGTON, DC 20006', 'Street Name PENNSYLVANIO>PENNSYLVANIA: 1600 PENNSYLVANIA AVE NW, WASHINGTON, DC 20006'],
    ['1600 PENNSYLVANIA AVE NW, WASHINGTUN, DC 20500', 'City WASHINGTUN>WASHINGTON: 1600 PENNSYLVANIA AVE NW, WASHINGTON, DC 20500'],
    ['904 E Anson St, Marshalltown, IA 50158', 'ok 904 E ANSON ST, MARSHALLTOWN, IA 50158-3522'],
    ['904 E Ansun St, Marshalltown, IA 50158', 'Street Name ANSUN>ANSON: 904 E ANSON ST, MARSHALLTOWN, IA 50158-3522'],
    ['900 Main Campus Dr., Raleigh, NC 27606', 'ok 900 MAIN CAMPUS DR, RALEIGH, NC 27606-5214'],
    ['115 Monarch Way, Cary, NC 27518', 'ok 115 MONARCH WAY, CARY, NC 27518'],
    ['915 Elm Ave, Carpinteria, CA 93013', 'ok 915 ELM AVE, CARPINTERIA, CA 93013'],
  ])('%s', async (given, wanted) => { expect(await check(given)).toBe(wanted) })
})

describe('city, state and ZIP', () => {
  it.each([
    ['11 Park Ave, New York, NY 90025', 'Zip 90025>10001: 11 PARK AVE, NEW YORK, NY 10001'],
    ['1 Main St, Raleigh, SC 27606', 'State SC>NC: 1 MAIN ST, RALEIGH, NC 27606'],
    ['1 Main St, Marshalltown, IA 50010', 'Zip 50010>50158: 1 MAIN ST, MARSHALLTOWN, IA 50158'],
    ['1 Main St, Buffalo, NY 10001', 'City BUFFALO>NEW YORK: 1 MAIN ST, NEW YORK, NY 10001'],
    ['1 Main St, Rawleigh, NC 27606', 'City RAWLEIGH>RALEIGH: 1 MAIN ST, RALEIGH, NC 27606'],
    ['1 Main St, Marshaltown, IA', 'City MARSHALTOWN>MARSHALLTOWN: 1 MAIN ST, MARSHALLTOWN, IA 50158'],
    ['1 Main St, Marshalltown, IA', 'ok 1 MAIN ST, MARSHALLTOWN, IA 50158'],
    ['1 Main St, Raleigh, NC', 'ok 1 MAIN ST, RALEIGH, NC '],
    ['1 Main St, Nowhere, NC 90025', 'unknown'],
    ['1 Main St, Raleigh, ZZ', 'unknown'],
  ])('%s', async (given, wanted) => { expect(await check(given)).toBe(wanted) })
})

describe('what no table has passes', () => {
  it.each([
    ['a street', '77 Nobodysway Ln, Raleigh, NC 27606', 'ok 77 NOBODYSWAY LN, RALEIGH, NC 27606'],
    ['a local name for a part of a city', '1 Vine St, Hollywood, CA 90028', 'ok 1 VINE ST, HOLLYWOOD, CA 90028'],
    ['the name of a neighbour', '1 Main St, Cary, NC 27560', 'ok 1 MAIN ST, CARY, NC 27560'],
    ['another direction or suffix of a street that is known', '1 Hargett Blvd, Raleigh, NC 27601', 'ok 1 HARGETT BLVD, RALEIGH, NC 27601'],
    ['a ZIP in a series of the state', '1 Main St, Raleigh, NC 27600', 'ok 1 MAIN ST, RALEIGH, NC 27600'],
  ])('%s', async (_what, given, wanted) => { expect([await check(given), await check(given, production)]).toEqual([wanted, wanted]) })

  it('an address abroad, as it was given', async () => {
    const given = { houseNumber: '1', streetName: 'rue Peel', city: 'Montréal', stateCode: 'QC', zip: 'H3A', country: 'CA' }
    expect(await sandbox.check(given)).toEqual({ kind: 'ok', address: given })
  })
})

describe('what nobody can find', () => {
  it.each(['PO Box 12, Raleigh, NC 27606', 'one Main St, Raleigh, NC 27606'])('%s is unknown', async (text) => {
    const [street = '', city, rest = ''] = text.split(', ')
    const [houseNumber = '', ...name] = street.split(' ')
    const [stateCode, zip] = rest.split(' ')
    const given = street.startsWith('PO') ? { houseNumber: '12', streetName: 'PO Box 12' } : { houseNumber, streetName: name.join(' ') }
    expect(await sandbox.check({ ...given, city, stateCode, zip })).toEqual({ kind: 'unknown' })
  })
})

describe('a street that a large city is taken to have', () => {
  const slip = '5 Jeffersen Blvd, Los Angeles, CA 90012'
  it('is what a slip of the pen is taken for in the sandbox, and never in production', async () => {
    expect(await check(slip)).toBe('Street Name JEFFERSEN>JEFFERSON: 5 JEFFERSON BLVD, LOS ANGELES, CA 90012')
    expect(await check(slip, production)).toBe('ok 5 JEFFERSEN BLVD, LOS ANGELES, CA 90012')
  })

  it('is not known in a small one', async () => {
    expect(await check('5 Jeffersen Blvd, Marshalltown, IA 50158')).toBe('ok 5 JEFFERSEN BLVD, MARSHALLTOWN, IA 50158')
  })
})

describe('imported streets', () => {
  const file = (...lines: string[]) => Readable.from(lines.map((line) => `${line}\n`))
  const HEADER = 'LON,LAT,NUMBER,STREET,UNIT,CITY,DISTRICT,REGION,POSTCODE,ID,HASH'

  it('are what misspelled ones become, in production too; a second import adds nothing', async () => {
    const rows = [
      '-92.9,42.0,1,N Zimmerman Street,,Marshalltown,,IA,50158,,a', '-92.9,42.0,3,N ZIMMERMAN ST,,Marshalltown,,IA,50158,,b',
      '-92.9,42.0,5,"Old ""Mill"" Road",,,,,50158,,c', ',,7,,,Marshalltown,,IA,50158,,d',
    ]
    expect(await importStreets(test.database, file(HEADER, ...rows))).toEqual({ rows: 4, skipped: 1, added: 2 })
    expect(await importStreets(test.database, file(HEADER, ...rows))).toEqual({ rows: 4, skipped: 1, added: 0 })
    expect(await check('9 N Zimerman St, Marshalltown, IA 50158', production)).toBe('Street Name ZIMERMAN>ZIMMERMAN: 9 N ZIMMERMAN ST, MARSHALLTOWN, IA 50158')
    expect(await check('9 Old Mill Rd, Marshalltown, IA 50158', production)).toBe('ok 9 OLD MILL RD, MARSHALLTOWN, IA 50158')
    expect(await check('9 Zimerman Ave, Marshalltown, IA 50158', production)).toBe('ok 9 ZIMERMAN AVE, MARSHALLTOWN, IA 50158')
  })

  it('come from a file with the columns of OpenAddresses only', async () => {
    await expect(importStreets(test.database, file('NUMBER,STREET'))).rejects.toThrow(new TableError('the first line lacks the columns CITY, REGION, POSTCODE'))
    await expect(importStreets(test.database, file())).rejects.toThrow('the file is empty')
  })
})
