import type { Exchange, RateCenter } from './geography.ts'

/** Somebody who holds exchanges. `spid`: the four characters by which the industry knows it. All of these are invented. */
export type Carrier = { readonly spid: string; readonly name: string; readonly kind: 'WIRELINE' | 'WIRELESS' }

const incumbents: readonly Carrier[] = [
  { spid: 'A101', name: 'Alder Valley Telephone', kind: 'WIRELINE' },
  { spid: 'B202', name: 'Birchfield Telephone', kind: 'WIRELINE' },
  { spid: 'C303', name: 'Cedar Plains Telephone', kind: 'WIRELINE' },
  { spid: 'D404', name: 'Dogwood Coast Telephone', kind: 'WIRELINE' },
  { spid: 'E505', name: 'Elm Ridge Telephone', kind: 'WIRELINE' },
]
const newcomers: readonly Carrier[] = [
  { spid: 'K616', name: 'Kestrel Cable Voice', kind: 'WIRELINE' },
  { spid: 'L727', name: 'Larkspur Fiber', kind: 'WIRELINE' },
  { spid: 'M838', name: 'Merlin Mobile', kind: 'WIRELESS' },
  { spid: 'N949', name: 'Nightjar Wireless', kind: 'WIRELESS' },
]

/** Every carrier that holds exchanges in the shipped plan. */
export const carriers: readonly Carrier[] = Object.freeze([...incumbents, ...newcomers])

/** Of ten exchanges in a row, this many belong to the incumbent of the LATA. */
const INCUMBENT_SHARE = 6

/**
 * The SPID of the carrier that holds an exchange. The last digit of the exchange decides: 0 to 5 the incumbent of the
 * LATA (the LATA's number chooses it), 6 to 9 one newcomer each.
 */
export function spidOf({ npaNxx }: Exchange, { lata }: RateCenter): string {
  const digit = Number(npaNxx.slice(-1))
  const carrier = digit < INCUMBENT_SHARE ? incumbents[Number(lata) % incumbents.length] : newcomers[digit - INCUMBENT_SHARE]
  if (carrier === undefined) throw new Error(`no carrier for exchange ${npaNxx} in LATA ${lata}`)
  return carrier.spid
}

/** Tiers up to this one are served by our own network, the others by partners. */
const LAST_ON_NET_TIER = 3

/** Whether our own network serves a rate center. */
export const isOnNet = ({ tier }: RateCenter): boolean => tier <= LAST_ON_NET_TIER
