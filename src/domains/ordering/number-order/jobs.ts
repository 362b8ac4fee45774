import { z } from 'zod'
import { defineJob } from '../../../kernel/jobs/job.ts'

/** Finds and assigns the numbers of an order. `few`: it lists a handful of them, so it is done together with others of its kind. */
export const processNumberOrder = defineJob({
  name: 'ordering.number-order.process', payload: z.object({ orderId: z.uuid(), few: z.boolean().default(false) }), attempts: 25,
})

/** Tries a back order again because it is time to. */
export const retryBackOrder = defineJob({
  name: 'ordering.back-order.retry', payload: z.object({ orderId: z.uuid() }), attempts: 25,
})

/** Offers numbers that have become available to the back orders with one criterion. */
export const serveBackOrders = defineJob({
  name: 'ordering.back-order.serve', payload: z.object({ criterion: z.string() }), attempts: 25,
})
