import type { Geocoder } from '../../src/domains/locations/index.ts'

/** Knows every address but those of the streets NOWHERE and OFFLINE, and the right spelling of PENNSYLVANIO and WASHINGTUN. */
export const fakeGeocoder: Geocoder = {
  async check(address) {
    if (address.streetName === 'NOWHERE') return { kind: 'unknown' }
    if (address.streetName === 'OFFLINE') return { kind: 'unavailable' }
    if (address.streetName === 'PENNSYLVANIO') {
      return { kind: 'corrected', address: { ...address, streetName: 'PENNSYLVANIA' }, inconsistencies: [{ field: 'Street Name', given: 'PENNSYLVANIO', valid: 'PENNSYLVANIA' }] }
    }
    if (address.city === 'WASHINGTUN') {
      return { kind: 'corrected', address: { ...address, city: 'WASHINGTON' }, inconsistencies: [{ field: 'City', given: 'WASHINGTUN', valid: 'WASHINGTON' }] }
    }
    return { kind: 'ok', address }
  },
}
