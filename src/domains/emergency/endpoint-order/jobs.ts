import { z } from 'zod'
import { defineJob } from '../../../kernel/jobs/job.ts'

/** Moves the endpoints of an order into its group, or out of it. */
export const processEndpointOrder = defineJob({ name: 'emergency.endpoint-order.process', payload: z.object({ orderId: z.uuid() }), attempts: 25 })
