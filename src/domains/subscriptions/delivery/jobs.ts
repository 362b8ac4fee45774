import { z } from 'zod'
import { defineJob } from '../../../kernel/jobs/job.ts'

/**
 * Sends what is due for one subscription. Any number of these may be enqueued: all but one find it being done and leave.
 * They wait for receivers most of the time, so they have a lane of their own: other jobs never queue behind them.
 * NOTE: neither a queue nor a key of the job queue is used. A job that waits for its queue to become free is looked at
 * once a second only; and a job that runs while another takes over its key is not tried again should it fail.
 */
export const runDeliveries = defineJob({
  name: 'subscriptions.delivery.run', payload: z.object({ subscriptionId: z.uuid() }), attempts: 25, lane: 'deliveries',
})

/** Key of the timer that lets a subscription's next attempt wait. */
export const retryTimer = (subscriptionId: string): string => `deliver:${subscriptionId}`

/** Tells the account's contact by mail that a subscription was paused. */
export const tellOfPause = defineJob({
  name: 'subscriptions.pause.tell', payload: z.object({ subscriptionId: z.uuid() }), attempts: 12, lane: 'deliveries',
})
