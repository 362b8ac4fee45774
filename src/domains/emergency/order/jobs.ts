import { z } from 'zod'
import { defineJob } from '../../../kernel/jobs/job.ts'

/** Does the work of an emergency order, or goes on with it. */
export const processE911 = defineJob({ name: 'emergency.order.process', payload: z.object({ orderId: z.uuid() }), attempts: 25 })

/** The timer of an order: one wait at a time. */
export const timerKey = (orderId: string): string => `order:${orderId}:e911`
