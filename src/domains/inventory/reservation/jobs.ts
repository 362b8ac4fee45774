import { z } from 'zod'
import { defineJob } from '../../../kernel/jobs/job.ts'

/** Lets a number go whose reservation has run out. */
export const expireReservation = defineJob({
  name: 'inventory.reservation.expire', attempts: 25, payload: z.object({ reservationId: z.string() }),
})

export const expiryTimer = (reservationId: string): string => `reservation:${reservationId}`
