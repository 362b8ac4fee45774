import { z } from 'zod'
import { defineJob } from '../../../kernel/jobs/job.ts'

/** Imports the numbers of an order. */
export const processImport = defineJob({ name: 'hosting.import-order.process', payload: z.object({ orderId: z.uuid() }), attempts: 25 })
