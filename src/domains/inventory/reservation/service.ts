import { accountClock } from '../../../kernel/clock/account-clock.ts'
import type { Clock } from '../../../kernel/clock/clock.ts'
import { addDuration } from '../../../kernel/clock/duration.ts'
import type { Database, Tx } from '../../../kernel/db/database.ts'
import { isUuid, newId } from '../../../kernel/ids/ids.ts'
import { cancelTimer, setTimer } from '../../../kernel/jobs/timer.ts'
import { hasFeature } from '../../accounts/index.ts'
import { Tn } from '../../numbering/index.ts'
import { releaseNumbers, reserveNumbers } from '../ledger/reserve.ts'
import { reservationErrors } from './errors.ts'
import { expireReservation, expiryTimer } from './jobs.ts'
import { endReservation, findActive, findReservation, insertReservation, isInLedger, lockReservation, type Reservation } from './repository.ts'

/** How long a number is kept. Source: POST tnreservation. */
const LIFE = { months: 0, ms: 4 * 3_600_000 }
const SYSTEM = 'system'

/** Who asks, and what time it is for that account. */
export interface Asking {
  readonly accountId: number
  readonly actor: string
  readonly at: Date
}

const isOpen = ({ state, expiresAt }: Reservation, at: Date) => state === 'active' && expiresAt > at

/** Reservations of single numbers. Throws the documented codes 5040 to 5047. */
export class Reservations {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Keeps an available number for the account and answers the reservation's id. Throws 5044, 5046, 5040 and 5041. */
  async reserve(text: string | undefined, { accountId, actor, at }: Asking): Promise<string> {
    if (text === undefined || text.trim() === '') throw reservationErrors.invalid({ reason: 'ReservedTn is required' })
    const parsed = Tn.safeParse(text)
    if (!parsed.success) throw reservationErrors.invalid({ reason: `ReservedTn '${text.slice(0, 40)}' is not a telephone number` })
    const tn = parsed.data
    return this.#database.transaction(async (tx) => {
      if (!await hasFeature(tx, accountId, 'NumberManagement.RESERVATION')) throw reservationErrors.mayNot({ accountId })
      const [kept] = await reserveNumbers(tx, [tn], { accountId, at, actor })
      if (kept === undefined) throw await isInLedger(tx, accountId, tn) ? reservationErrors.unavailable({ tn }) : reservationErrors.numberUnknown({ tn })
      const id = newId()
      const expiresAt = addDuration(at, LIFE)
      await insertReservation(tx, { id, accountId, tn, createdBy: actor, createdAt: at, expiresAt })
      await setTimer(tx, expireReservation, { reservationId: id }, { accountId, key: expiryTimer(id), dueAt: expiresAt })
      return id
    })
  }

  /** An open reservation of the account. Throws 5045 for what is no id, 5042 for any other and for one that has ended. */
  async get(id: string, { accountId, at }: Omit<Asking, 'actor'>): Promise<Reservation> {
    if (!isUuid(id)) throw reservationErrors.idMalformed({ value: id.slice(0, 60) })
    const reservation = await findReservation(this.#database.db, accountId, id)
    if (!reservation || !isOpen(reservation, at)) throw reservationErrors.unknown({ reservationId: id, accountId })
    return reservation
  }

  /** Lets a reserved number go. Throws as `get`, and 5047 where an order has taken the number. */
  async release(id: string, { accountId, actor, at }: Asking): Promise<void> {
    if (!isUuid(id)) throw reservationErrors.idMalformed({ value: id.slice(0, 60) })
    await this.#database.transaction(async (tx) => {
      const reservation = await lockReservation(tx, id)
      const unknown = () => reservationErrors.unknown({ reservationId: id, accountId })
      if (!reservation || reservation.accountId !== accountId) throw unknown()
      if (reservation.state === 'used') throw reservationErrors.inUse({ tn: reservation.tn })
      if (!isOpen(reservation, at)) throw unknown()
      await endReservation(tx, id, 'released')
      await releaseNumbers(tx, [reservation.tn], { accountId, at, actor })
      await cancelTimer(tx, expiryTimer(id))
    })
  }

  /** The active reservation of a number, if it belongs to one of the accounts, whatever the account's clock says. */
  async ofNumber(tn: string, accounts: ReadonlySet<number>): Promise<Reservation | undefined> {
    const reservation = await findActive(this.#database.db, tn)
    return reservation && accounts.has(reservation.accountId) ? reservation : undefined
  }

  /** Lets the number of a reservation go that has run out; one that has ended otherwise is left alone. */
  async expire(id: string, clock: Clock): Promise<void> {
    await this.#database.transaction(async (tx) => {
      const reservation = await lockReservation(tx, id)
      if (reservation?.state === 'active') await this.#expire(tx, reservation, clock)
    })
  }

  async #expire(tx: Tx, { id, accountId, tn }: Reservation, clock: Clock): Promise<void> {
    const { now } = await accountClock(tx, clock, accountId)
    await endReservation(tx, id, 'expired')
    await releaseNumbers(tx, [tn], { accountId, at: now(), actor: SYSTEM })
  }
}

/** Whole seconds that a reservation has left; a begun one counts. */
export function secondsLeft({ expiresAt }: Reservation, at: Date): number {
  return Math.max(0, Math.ceil((expiresAt.getTime() - at.getTime()) / 1000))
}
