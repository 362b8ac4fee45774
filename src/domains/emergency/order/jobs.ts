import { z } from 'zod'
import { defineJob } from '../../../kernel/jobs/job.ts'

/** Does the work of an emergency order, or goes on with it. */
export const processE911 = defineJob({ name: 'emergency.order.process', payload: z.object({ orderId: z.uuid() }), attempts: 25 })

/** Tells the emergency service of numbers that have left an account; they are named because nothing here knows them any more. */
export const withdrawNumbers = defineJob({
  name: 'emergency.number.withdraw', payload: z.object({ accountId: z.int(), tns: z.array(z.string()).readonly() }), attempts: 25,
})

/** The timer of an order: one wait at a time. */
export const timerKey = (orderId: string): string => `order:${orderId}:e911`
