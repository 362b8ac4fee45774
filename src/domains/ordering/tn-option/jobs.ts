import { z } from 'zod'
import { defineJob } from '../../../kernel/jobs/job.ts'

/** Sets the options that an order asks for. */
export const processTnOptions = defineJob({ name: 'ordering.tn-option.process', payload: z.object({ orderId: z.uuid() }), attempts: 25 })
