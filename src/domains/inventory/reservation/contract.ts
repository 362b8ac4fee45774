import { z } from 'zod'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { AccountId, OpaqueId } from '../../../kernel/contract/path-ids.ts'
import { responseStatus } from '../../../kernel/errors/envelopes.ts'
import { reservationErrors } from './errors.ts'

const shared = { group: 'tnreservation', errors: responseStatus('ReservationResponse') } as const
const one = z.object({ accountId: AccountId, reservationid: OpaqueId })

/** `id` repeats `reservationId`: one of the official clients deletes by it. `reservationExpires`: seconds that are left. */
const Reservation = z.object({
  reservationId: z.string(),
  accountId: z.int(),
  reservationExpires: z.int(),
  reservedTn: z.string(),
  id: z.string(),
})

export const createReservation = operation({
  ...shared,
  id: 'tnreservation-post',
  at: 'POST /accounts/{accountId}/tnreservation',
  summary: 'Keep an available number for the account, for four hours.',
  params: z.object({ accountId: AccountId }),
  body: z.object({ reservedTn: z.string().optional() }).meta({ id: 'ReservationRequest', xml: { name: 'Reservation' } }),
  replies: { 201: null },
  invalid: reservationErrors.invalid,
  access: 'ROLE_API_ORDERING:update',
})

export const getReservation = operation({
  ...shared,
  id: 'tnreservation-id-get',
  at: 'GET /accounts/{accountId}/tnreservation/{reservationid}',
  summary: 'Read a reservation: which number, and for how many seconds still.',
  params: one,
  replies: { 200: answers('ReservationResponse', z.object({ reservation: Reservation }).meta({ id: 'Reservation' })) },
  access: 'ROLE_API_ORDERING:view',
})

export const deleteReservation = operation({
  ...shared,
  id: 'tnreservation-id-delete',
  at: 'DELETE /accounts/{accountId}/tnreservation/{reservationid}',
  summary: 'Let a reserved number go.',
  params: one,
  replies: { 200: null },
  access: 'ROLE_API_ORDERING:update',
})

/** The documented spellings and those that two of the official clients read. */
const NumberReservation = z.object({
  reservationID: z.string(),
  account: z.int(),
  reservationExpires: z.int(),
  reservedTN: z.string(),
  reservationId: z.string(),
  accountId: z.int(),
  reservedTn: z.string(),
}).meta({ id: 'NumberReservation' })

export const getNumberReservation = operation({
  id: 'tns-id-tnreservation-get',
  at: 'GET /tns/{tn}/tnreservation',
  summary: 'Read the active reservation of a number, where it is one of the caller.',
  group: 'tns',
  params: z.object({ tn: OpaqueId }),
  replies: { 200: answers('TNReservation', NumberReservation) },
  errors: responseStatus('TNReservationResponse'),
  access: 'ROLE_API_SEARCH:view',
})
