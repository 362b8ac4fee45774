import { randomStream } from '../../numbering/index.ts'

/**
 * Where in the pool a search begins, so that not everybody is offered the same numbers. `number` is ten random digits
 * (what follows an area code or exchange is read off its end), `place` a random whole number for lists of rate centers.
 */
export interface Start {
  readonly number: string
  readonly place: number
}

const DIGITS = 10
const PLACES = 1_000_000

function startAt(seed: number): Start {
  const random = randomStream(seed)
  return {
    number: Array.from({ length: DIGITS }, () => random.below(10)).join(''),
    place: random.below(PLACES),
  }
}

/** Where the picks of an account's orders begin: always at the same point, another one for each account. */
export const startOfPicks = (accountId: number): Start => startAt(Math.imul(accountId, 0x9e3779b1))

/**
 * Gives each search of an account its own start. The first search of an account begins at one point in every process
 * with the same `salt`, its second one at another, and so on: with the same numbers on offer, the same searches in the
 * same order get the same answers.
 */
export class SearchStarts {
  readonly #turns = new Map<number, number>()
  readonly #salt: number

  constructor(salt: number) {
    this.#salt = salt
  }

  next(accountId: number): Start {
    const turn = (this.#turns.get(accountId) ?? 0) + 1
    this.#turns.set(accountId, turn)
    return startAt(Math.imul(accountId, 0x9e3779b1) ^ Math.imul(turn, 0x85ebca6b) ^ this.#salt)
  }

  /** The account's next search is its first one again. */
  restart(accountId: number): void {
    this.#turns.delete(accountId)
  }
}
