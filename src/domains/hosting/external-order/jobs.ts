import { z } from 'zod'
import { defineJob } from '../../../kernel/jobs/job.ts'

/** Brings or lets go the numbers of an order. */
export const processExternal = defineJob({ name: 'hosting.external-order.process', payload: z.object({ orderId: z.uuid() }), attempts: 25 })
