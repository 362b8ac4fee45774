import { z } from 'zod'
import { defineJob } from '../../../kernel/jobs/job.ts'

/** Lets the numbers of an order go. */
export const processRemoval = defineJob({ name: 'hosting.removal-order.process', payload: z.object({ orderId: z.uuid() }), attempts: 25 })
