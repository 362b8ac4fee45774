import type { CsrSupport } from '../../domains/numbering/ports.ts'

/**
 * What is special about a number that tests may rely on. `outage`: whoever is asked for its record does not answer.
 * `refusedByHand`: somebody looks, and finds nothing to give away.
 */
export interface Magic {
  readonly about: string
  readonly csr: CsrSupport
  readonly outage?: true
  readonly refusedByHand?: true
  /** The subscriber of the documented example. */
  readonly guide?: true
}

/** The number that the guide looks up. */
const GUIDE_NUMBER = '9198675309'

/** By the last seven digits; they hold in every geographic area code. The exchange 555 is in no plan. */
const byLine: Readonly<Record<string, Magic>> = {
  5550140: { about: 'answered at once', csr: 'automated' },
  5550141: { about: 'the carrier asks for the account number or the PIN', csr: 'asks' },
  5550142: { about: 'answered by hand after 48 hours', csr: 'manual' },
  5550143: { about: 'refused by hand after 48 hours', csr: 'manual', refusedByHand: true },
  5550144: { about: 'the carrier gives no records', csr: 'unsupported' },
  5550145: { about: 'the carrier cannot be reached', csr: 'automated', outage: true },
}

const OF_BUSINESS = /^555016\d$/

/** What is special about a number (ten digits), or undefined for nearly all of them. */
export function magicOf(tn: string): Magic | undefined {
  if (tn === GUIDE_NUMBER) return { about: 'the number of the documented example', csr: 'automated', guide: true }
  const line = tn.slice(3)
  if (OF_BUSINESS.test(line)) return { about: 'one of the ten numbers of a company, answered at once', csr: 'automated' }
  return byLine[line]
}
