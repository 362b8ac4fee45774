import type { LineFeature } from '../feature.ts'
import { dldaErrors } from './errors.ts'
import { StoredListing } from './listing.ts'
import { dldaOrder } from './process.ts'

const MINUTE = 60

/** Listings in directories, and what directory assistance tells. */
export const dldaFeature: LineFeature = {
  kind: 'dlda', order: dldaOrder, historyType: 'DLDA_ORDER', noun: 'DL/DA', productFeature: 'Origination.DlDa',
  replaces: true, changeableSeconds: 10 * MINUTE,
  numberErrors: {
    malformed: dldaErrors.malformed, unknown: dldaErrors.unknown, elsewhere: dldaErrors.elsewhere, tollFree: dldaErrors.tollFree,
    vendor: dldaErrors.vendor, taken: dldaErrors.taken, canadian: dldaErrors.canadian, leaving: dldaErrors.leaving,
  },
  outcomes: {
    changed: () => dldaErrors.changed.problem(), refused: (reason) => dldaErrors.refused.problem({ reason }), unanswered: () => dldaErrors.unanswered.problem(),
  },
  enter: (supplier, { groups, ...request }) =>
    supplier.enterListings({ ...request, groups: groups.map(({ tns, entry }) => ({ tns, entry: StoredListing.parse(entry) })) }),
}
