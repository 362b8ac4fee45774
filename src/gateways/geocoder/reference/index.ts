import type { GeocodeAnswer, Geocoder, PostalAddress } from '../../../domains/locations/ports.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { isDatabaseUnavailable } from '../../../kernel/db/failures.ts'
import type { Logger } from '../../../kernel/log/logger.ts'
import { standardise, toPostal, type StandardAddress } from '../standard/standardise.ts'
import { conventionalStreets } from './conventional-streets.ts'
import { importedStreets } from './imported-streets.ts'
import type { KnownStreet, StreetSource } from './known-street.ts'
import { matchStreet } from './match-street.ts'
import { loadPostalTable, type PostalTable } from './postal-table.ts'
import { resolvePlace } from './resolve-place.ts'
import { shippedStreets } from './shipped-streets.ts'

export interface ReferenceGeocoderOptions {
  readonly database: Pick<Database, 'db'>
  readonly log: Logger
  /** `known`: only streets that exist. `conventional`: also those that a large city is taken to have, for the sandbox. */
  readonly streets: 'known' | 'conventional'
}

interface Tables {
  readonly postal: PostalTable
  readonly sources: readonly StreetSource[]
}

const AMERICAN = new Set(['', 'US', 'USA', 'UNITED STATES', 'UNITED STATES OF AMERICA'])
const POST_OFFICE_BOX = /^P ?O BOX\b|^POST OFFICE BOX\b/

/** A number is needed to find a house, and nobody lives in a post office box. */
function isWhereSomebodyIs({ houseNumber, street }: StandardAddress): boolean {
  return /\d/.test(houseNumber) && street.name !== '' && !POST_OFFICE_BOX.test(street.name)
}

function load({ database, streets }: ReferenceGeocoderOptions): Tables {
  const postal = loadPostalTable()
  const conventional = streets === 'conventional' ? [conventionalStreets(postal.zipsOf)] : []
  return { postal, sources: [shippedStreets(), importedStreets(database), ...conventional] }
}

function answer(given: StandardAddress, { postal }: Tables, streets: readonly KnownStreet[]): GeocodeAnswer {
  const place = resolvePlace(postal, given)
  if (!place) return { kind: 'unknown' }
  const { street, inconsistencies, known } = matchStreet({ ...given, zip: place.zip }, streets)
  const zip = place.zip || (known?.zips.length === 1 ? known.zips[0] ?? '' : '')
  const plusFour = known?.zips.includes(zip) === true ? known.houses.get(given.houseNumber) : undefined
  const address = toPostal({ ...given, city: place.city, state: place.state, street, zip, plusFour: plusFour || given.plusFour })
  const all = [...inconsistencies, ...given.mended, ...place.inconsistencies]
  return all.length === 0 ? { kind: 'ok', address } : { kind: 'corrected', address, inconsistencies: all }
}

/**
 * Checks addresses against the tables that come with the program and the streets that the operator imported. Needs no
 * network. Addresses outside the United States pass as they are. `docs/geocoding.md` says what is found wrong, and what passes.
 */
export function createReferenceGeocoder(options: ReferenceGeocoderOptions): Geocoder {
  let tables: Tables | undefined
  return {
    async check(address: PostalAddress): Promise<GeocodeAnswer> {
      if (!AMERICAN.has((address.country ?? '').trim().toUpperCase())) return { kind: 'ok', address }
      const given = standardise(address)
      if (!isWhereSomebodyIs(given) || given.city === '') return { kind: 'unknown' }
      const loaded = tables ??= load(options)
      const place = resolvePlace(loaded.postal, given)
      if (!place) return { kind: 'unknown' }
      try {
        const found = await Promise.all(loaded.sources.map((source) => source.streetsOf(place.state, place.city, given.street.name)))
        return answer(given, loaded, found.flat())
      } catch (error) {
        if (!isDatabaseUnavailable(error)) throw error
        options.log.warn({ err: error }, 'the geocoder cannot read its streets')
        return { kind: 'unavailable' }
      }
    },
  }
}
