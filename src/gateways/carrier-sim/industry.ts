import type { CarrierDirectory, ExchangePlaces, ServingCarrier } from '../../domains/numbering/ports.ts'
import { numbersOnAccount } from './account-numbers.ts'
import { carrierOf } from './carriers.ts'
import { magicOf, type Magic } from './magic.ts'
import { seededDice, type Dice } from './seeded.ts'
import { subscriberOf, type SimulatedSubscriber } from './subscriber.ts'

/** Everything that the simulation knows of a number. */
export interface IndustryNumber {
  readonly tn: string
  readonly carrier: ServingCarrier
  readonly subscriber: SimulatedSubscriber
  /** What is special about the number, where tests may rely on it. */
  readonly magic: Magic | undefined
  /** How long somebody takes who looks for the record, and whether nothing comes of it. */
  readonly byHand: { readonly hours: number, readonly refused: boolean }
}

/**
 * The other carriers and their subscribers, made up: the same seed gives the same answers, for every number there is,
 * without anything being stored. Whether a number is in our own inventory is for the caller to know.
 */
export interface Industry extends CarrierDirectory {
  /** Undefined for an area code that the plan does not have. `tn` is ten digits. */
  numberOf(tn: string): IndustryNumber | undefined
}

const EXCHANGE_DIGITS = 6
const ONE_IN_FOUR = 4
const SHORTEST_HOURS = 24
const HOURS_MORE = 49
const MAGIC_HOURS = 48

/** Work by hand takes one to three days, and a quarter of it is for nothing. */
function handwork(billingTn: string, magic: Magic | undefined, dice: Dice): IndustryNumber['byHand'] {
  if (magic) return { hours: MAGIC_HOURS, refused: magic.refusedByHand ?? false }
  return { hours: SHORTEST_HOURS + dice(billingTn, 'hours by hand', HOURS_MORE), refused: dice(billingTn, 'refused by hand', ONE_IN_FOUR) === 0 }
}

interface IndustryOptions {
  /** Called at the first question; reading the plan takes a moment. */
  readonly places: () => ExchangePlaces
  readonly seed: number
}

/** Builds the simulation. `docs/industry.md` tells its rules. */
export function createIndustry({ places, seed }: IndustryOptions): Industry {
  const dice = seededDice(seed)
  let plan: ExchangePlaces | undefined
  const numberOf = (tn: string): IndustryNumber | undefined => {
    const place = (plan ??= places())(tn.slice(0, EXCHANGE_DIGITS))
    if (!place) return undefined
    const account = numbersOnAccount(tn, dice)
    const magic = place.holder ? magicOf(tn) : undefined
    return {
      tn, carrier: carrierOf(account[0], place, dice), subscriber: subscriberOf(account, place, dice), magic, byHand: handwork(account[0], magic, dice),
    }
  }
  return {
    numberOf,
    async carriersOf(tns) {
      return new Map(tns.flatMap((tn) => {
        const found = numberOf(tn)
        return found ? [[tn, found.carrier] as const] : []
      }))
    },
  }
}
