import type { LineFeature } from '../feature.ts'
import { lidbErrors } from './errors.ts'
import { lidbOrder } from './process.ts'
import { StoredName } from './wanted.ts'

/** Calling names in the Line Information Data Base. What stands for a number is not replaced, as documented (11020). */
export const lidbFeature: LineFeature = {
  kind: 'lidb', order: lidbOrder, historyType: 'LIDB_ORDER', noun: 'LIDB', productFeature: 'Origination.CNAM',
  replaces: false, changeableSeconds: 0,
  numberErrors: {
    malformed: lidbErrors.unknown, unknown: lidbErrors.unknown, elsewhere: lidbErrors.elsewhere, tollFree: lidbErrors.tollFree,
    vendor: lidbErrors.vendor, taken: lidbErrors.taken,
  },
  outcomes: {
    changed: () => lidbErrors.elsewhere.problem(), refused: (reason) => lidbErrors.refused.problem({ reason }), unanswered: () => lidbErrors.unanswered.problem(),
  },
  enter: (supplier, { groups, ...request }) =>
    supplier.enterNames({ ...request, groups: groups.map(({ tns, entry }) => ({ tns, entry: StoredName.parse(entry) })) }),
}
