// Regenerates data/zips.tsv from the package `zipcodes`: `node tools/addresses/build.ts`; --check only compares.
import { cityName } from '../../src/gateways/geocoder/standard/words.ts'
import { packZips } from '../../src/gateways/geocoder/reference/postal-table.ts'
import { type GeneratedFile, writeOrCheck } from '../generated-file.ts'
import { readPostalPlaces } from '../geography/sources.ts'

/** One line per state and city with its ZIPs. */
export function zipsFile(): GeneratedFile {
  const zips = new Map<string, Set<string>>()
  for (const { zip, city, state } of readPostalPlaces()) {
    if (zip === '') continue
    const key = `${state}\t${cityName(city)}`
    zips.set(key, (zips.get(key) ?? new Set()).add(zip))
  }
  const lines = [...zips].sort(([one], [other]) => one < other ? -1 : 1).map(([key, of]) => `${key}\t${packZips([...of].sort())}`)
  return { path: 'data/zips.tsv', content: ['state\tcity\tzips', ...lines, ''].join('\n') }
}

if (import.meta.main) await writeOrCheck(zipsFile(), 'node tools/addresses/build.ts')
