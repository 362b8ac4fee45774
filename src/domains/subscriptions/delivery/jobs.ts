import { z } from 'zod'
import { defineJob } from '../../../kernel/jobs/job.ts'

/**
 * Sends what is due for one subscription. Any number of these may be enqueued: all but one find it being done and leave.
 * NOTE: neither a queue nor a key of the job queue is used. A job that waits for its queue to become free is looked at
 * once a second only; and a job that runs while another takes over its key is not tried again should it fail.
 */
export const runDeliveries = defineJob({
  name: 'subscriptions.delivery.run', payload: z.object({ subscriptionId: z.uuid() }), attempts: 25,
})

/** Key of the timer that lets a subscription's next attempt wait. */
export const retryTimer = (subscriptionId: string): string => `deliver:${subscriptionId}`
