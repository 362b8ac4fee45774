import { z } from 'zod'
import { defineJob } from '../../../kernel/jobs/job.ts'

/** Finds and assigns the numbers of an order. */
export const processNumberOrder = defineJob({
  name: 'ordering.number-order.process', payload: z.object({ orderId: z.uuid() }), attempts: 25,
})
