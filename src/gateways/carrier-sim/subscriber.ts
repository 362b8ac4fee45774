import type { ExchangePlace } from '../../domains/numbering/ports.ts'
import { COMPANY_KINDS, COMPANY_WORDS, FIRST_NAMES, LAST_NAMES, OVERSEAS_TOWNS, POSTAL_LETTERS, STREET_NAMES, STREET_SUFFIXES } from './names.ts'
import { magicOf } from './magic.ts'
import { pick, type Dice } from './seeded.ts'

/** Where a subscriber's telephones are. `state` and `zip` may be '' outside the United States and Canada. */
export interface SimulatedAddress {
  readonly houseNumber: string
  readonly streetName: string
  readonly streetSuffix: string
  readonly city: string
  readonly state: string
  readonly zip: string
}

/** Who has an account at a carrier, with everything that the carrier would ask for before it lets a number go. */
export interface SimulatedSubscriber {
  readonly name: string
  readonly type: 'residential' | 'business'
  readonly accountNumber: string
  readonly pin: string
  readonly billingTn: string
  readonly serviceAddress: SimulatedAddress
  /** All numbers on the account, ascending, the billing number first. */
  readonly tns: readonly string[]
}

const GUIDE_ADDRESS: SimulatedAddress = { houseNumber: '1234', streetName: 'Main', streetSuffix: 'ST', city: 'Durham', state: 'NC', zip: '27707' }

/** Accounts of so many numbers belong to companies; of the smaller ones, one in four. */
const COMPANY_SIZE = 3
const ONE_IN_FOUR = 4

const digits = (value: number, length: number) => String(value).padStart(length, '0')

/** The parts of a Canadian postal code that follow the letter of its province: `1A 1A1` with other digits and letters. */
function postalCode(letter: string, at: (purpose: string, limit: number) => number): string {
  const [one, two] = ['A', 'B', 'C', 'E', 'G', 'H', 'J', 'K'].map((each, index, all) => all[(index + at('letters', all.length)) % all.length] ?? each)
  return `${letter}${at('first digit', 10)}${one} ${at('second digit', 10)}${two}${at('third digit', 10)}`
}

function addressOf({ city, state, country, zips }: ExchangePlace, at: (purpose: string, limit: number) => number): SimulatedAddress {
  const town = OVERSEAS_TOWNS[state ?? country ?? '']
  const zip = zips.length > 0 ? pick(zips, at('zip', zips.length)) : country === 'CA' && state ? postalCode(POSTAL_LETTERS[state] ?? 'K', at) : town?.zip
  return {
    houseNumber: String(100 + at('house', 9_800)), streetName: pick(STREET_NAMES, at('street', STREET_NAMES.length)),
    streetSuffix: pick(STREET_SUFFIXES, at('suffix', STREET_SUFFIXES.length)), city: city ?? town?.city ?? 'WASHINGTON',
    state: state ?? (town ? '' : 'DC'), zip: zip ?? (town ? '' : '20006'),
  }
}

function nameOf(type: SimulatedSubscriber['type'], at: (purpose: string, limit: number) => number): string {
  const last = pick(LAST_NAMES, at('last name', LAST_NAMES.length))
  if (type === 'residential') return `${pick(FIRST_NAMES, at('first name', FIRST_NAMES.length))} ${last}`
  return `${pick(COMPANY_WORDS, at('company', COMPANY_WORDS.length))} ${pick(COMPANY_KINDS, at('trade', COMPANY_KINDS.length))} ${pick(['LLC', 'Inc', 'Co'], at('form', 3))}`
}

/** The subscriber whose account has these numbers, the billing number first. */
export function subscriberOf([billingTn, ...others]: readonly [string, ...string[]], place: ExchangePlace, dice: Dice): SimulatedSubscriber {
  const at = (purpose: string, limit: number) => dice(billingTn, purpose, limit)
  const { guide = false } = magicOf(billingTn) ?? {}
  const size = others.length + 1
  const type = size >= COMPANY_SIZE || (!guide && at('trade account', ONE_IN_FOUR) === 0) ? 'business' : 'residential'
  return {
    name: guide ? 'House of Mouse' : nameOf(type, at), type, accountNumber: digits(100_000_000 + at('account', 900_000_000), 9), pin: digits(at('pin', 10_000), 4),
    billingTn, serviceAddress: guide ? GUIDE_ADDRESS : addressOf(place, at), tns: [billingTn, ...others],
  }
}
