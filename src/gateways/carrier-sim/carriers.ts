import type { CsrSupport, ExchangePlace, ServingCarrier } from '../../domains/numbering/ports.ts'
import { magicOf } from './magic.ts'
import type { Dice } from './seeded.ts'

type Traits = Pick<ServingCarrier, 'needsAccountNumber' | 'needsPin' | 'minimumIntervalDays'>
  & { readonly csr: 'mixed' | 'manual' | 'unsupported' }

/** What each carrier of the shipped plan asks for. `mixed`: two records in three are to be had at once, the third by hand. */
const TRAITS: Readonly<Record<string, Traits>> = {
  A101: { needsAccountNumber: false, needsPin: false, minimumIntervalDays: 1, csr: 'mixed' },
  B202: { needsAccountNumber: true, needsPin: false, minimumIntervalDays: 3, csr: 'mixed' },
  C303: { needsAccountNumber: true, needsPin: false, minimumIntervalDays: 2, csr: 'mixed' },
  D404: { needsAccountNumber: true, needsPin: true, minimumIntervalDays: 4, csr: 'mixed' },
  E505: { needsAccountNumber: false, needsPin: false, minimumIntervalDays: 5, csr: 'mixed' },
  K616: { needsAccountNumber: true, needsPin: true, minimumIntervalDays: 4, csr: 'manual' },
  L727: { needsAccountNumber: true, needsPin: false, minimumIntervalDays: 1, csr: 'unsupported' },
  M838: { needsAccountNumber: true, needsPin: true, minimumIntervalDays: 0, csr: 'unsupported' },
  N949: { needsAccountNumber: true, needsPin: true, minimumIntervalDays: 0, csr: 'unsupported' },
}

const STRANGER: Traits = { needsAccountNumber: true, needsPin: false, minimumIntervalDays: 4, csr: 'unsupported' }

/** Carriers of area codes that have no exchanges in the plan. */
const RESP_ORG: ServingCarrier = {
  spid: 'T150', name: 'Tollgate Responsible Organization', kind: 'toll-free', portable: true,
  needsAccountNumber: false, needsPin: false, minimumIntervalDays: 2, csr: 'unsupported',
}
const PERSONAL: ServingCarrier = {
  spid: 'P160', name: 'Personal Number Administration', kind: 'other', portable: false,
  needsAccountNumber: false, needsPin: false, minimumIntervalDays: 0, csr: 'unsupported',
}
const OVERSEAS: ServingCarrier = {
  spid: 'X170', name: 'Trade Winds Overseas Telephone', kind: 'wireline', portable: false,
  needsAccountNumber: true, needsPin: false, minimumIntervalDays: 10, csr: 'unsupported',
}

const ONE_IN_THREE = 3
const ONE_IN_FOUR = 4

/** Of a carrier that answers at once two records in three, a quarter of those only to whoever proves more. */
function mixedSupport(billingTn: string, dice: Dice): CsrSupport {
  if (dice(billingTn, 'by hand', ONE_IN_THREE) === 0) return 'manual'
  return dice(billingTn, 'asks for more', ONE_IN_FOUR) === 0 ? 'asks' : 'automated'
}

/** The carrier that serves the numbers of an account whose billing number lies at `place`. */
export function carrierOf(billingTn: string, { kind, holder }: ExchangePlace, dice: Dice): ServingCarrier {
  if (kind === 'toll-free') return RESP_ORG
  if (kind === 'non-geographic') return PERSONAL
  if (!holder) return OVERSEAS
  const { csr, ...traits } = TRAITS[holder.spid] ?? STRANGER
  const support = magicOf(billingTn)?.csr ?? (csr === 'mixed' ? mixedSupport(billingTn, dice) : csr)
  return { spid: holder.spid, name: holder.name, kind: holder.wireless ? 'wireless' : 'wireline', portable: true, ...traits, csr: support }
}
