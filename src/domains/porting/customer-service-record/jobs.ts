import { z } from 'zod'
import { defineJob } from '../../../kernel/jobs/job.ts'

/** Asks the carrier, or asks again. A question that was replaced by a later one is not asked any more. */
export const askForRecord = defineJob({
  name: 'porting.customer-service-record.ask', payload: z.object({ orderId: z.uuid(), question: z.int() }), attempts: 25,
})

/** Tells the carrier that nobody waits for its answer any more. `failures`: how often that could not be said. */
export const withdrawQuestion = defineJob({
  name: 'porting.customer-service-record.withdraw', payload: z.object({ orderId: z.uuid(), question: z.int(), failures: z.int() }), attempts: 25,
})

/** The timer of an order: one wait at a time. */
export const timerKey = (orderId: string): string => `order:${orderId}:csr`

/** The same for every repetition of a question. */
export const questionIdOf = (orderId: string, question: number): string => `${orderId}-${question}`
