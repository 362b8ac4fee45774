import { accountClock } from '../../../kernel/clock/account-clock.ts'
import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { numberIn } from '../number-in.ts'
import { createReservation, deleteReservation, getNumberReservation, getReservation } from './contract.ts'
import { reservationErrors } from './errors.ts'
import { secondsLeft, type Reservations } from './service.ts'

export const reservationRoutes = (database: Database, reservations: Reservations): readonly Route[] => [
  handle(createReservation, async ({ params: { accountId }, body, actor, clock, link }) => {
    const id = await reservations.reserve(body.reservedTn, { accountId, actor: actor.userName, at: clock.now() })
    return reply(201, undefined, { Location: link(`/accounts/${accountId}/tnreservation/${id}`) })
  }),
  handle(getReservation, async ({ params: { accountId, reservationid }, clock }) => {
    const at = clock.now()
    const found = await reservations.get(reservationid, { accountId, at })
    return reply(200, { reservation: {
      reservationId: found.id, accountId, reservationExpires: secondsLeft(found, at), reservedTn: found.tn, id: found.id,
    } })
  }),
  handle(deleteReservation, async ({ params: { accountId, reservationid }, actor, clock }) => {
    await reservations.release(reservationid, { accountId, actor: actor.userName, at: clock.now() })
    return reply(200)
  }),
  handle(getNumberReservation, async ({ params, actor, clock }) => {
    const asked = numberIn(params.tn)
    const found = await reservations.ofNumber(asked, actor.accounts)
    const at = (await accountClock(database.db, clock, found?.accountId ?? null)).now()
    if (!found || found.expiresAt <= at) throw reservationErrors.numberWithout({ tn: asked })
    const { id, accountId, tn } = found
    return reply(200, {
      reservationID: id, account: accountId, reservationExpires: secondsLeft(found, at), reservedTN: tn, reservationId: id, accountId, reservedTn: tn,
    })
  }),
]
