import { z } from 'zod'
import { defineJob } from '../../../kernel/jobs/job.ts'

/** Takes the numbers of a disconnect order out of service. */
export const processDisconnect = defineJob({ name: 'ordering.disconnect.process', payload: z.object({ orderId: z.uuid() }), attempts: 25 })
