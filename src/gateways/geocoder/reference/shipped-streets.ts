import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../../../kernel/files/package-root.ts'
import type { KnownStreet, StreetSource } from './known-street.ts'

const words = (text: string) => text.split(' ').filter((word) => word !== '')

/** The real public addresses in `data/streets.tsv`. */
export function shippedStreets(): StreetSource {
  const byCity = new Map<string, KnownStreet[]>()
  const [, ...rows] = readFileSync(join(packageRoot(), 'data', 'streets.tsv'), 'utf8').trimEnd().split('\n')
  for (const row of rows) {
    const [state = '', city = '', preDirectional = '', name = '', suffix = '', postDirectional = '', zips = '', houses = ''] = row.split('\t')
    const key = `${state} ${city}`
    const street: KnownStreet = {
      preDirectional, name, suffix, postDirectional, zips: words(zips), nameOnly: false,
      houses: new Map(words(houses).map((house): [string, string] => {
        const [number = '', plusFour = ''] = house.split('=')
        return [number, plusFour]
      })),
    }
    byCity.set(key, [...byCity.get(key) ?? [], street])
  }
  return { streetsOf: (state, city) => byCity.get(`${state} ${city}`) ?? [] }
}
