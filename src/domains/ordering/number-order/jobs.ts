import { z } from 'zod'
import { defineJob } from '../../../kernel/jobs/job.ts'

/** Finds and assigns the numbers of an order. */
export const processNumberOrder = defineJob({
  name: 'ordering.number-order.process', payload: z.object({ orderId: z.uuid() }), attempts: 25,
})

/** Tries a back order again because it is time to. */
export const retryBackOrder = defineJob({
  name: 'ordering.back-order.retry', payload: z.object({ orderId: z.uuid() }), attempts: 25,
})

/** Offers numbers that have become available to the back orders with one criterion. */
export const serveBackOrders = defineJob({
  name: 'ordering.back-order.serve', payload: z.object({ criterion: z.string() }), attempts: 25,
})
