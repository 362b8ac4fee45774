import { z } from 'zod'
import { defineJob } from '../../../kernel/jobs/job.ts'

/** Makes, changes or removes the group of an order. */
export const processGroupOrder = defineJob({ name: 'emergency.group-order.process', payload: z.object({ orderId: z.uuid() }), attempts: 25 })
