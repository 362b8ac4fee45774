import { z } from 'zod'
import { defineJob } from '../../../kernel/jobs/job.ts'

const payload = z.object({ subscriptionId: z.uuid() })

/** Sends what is due for one subscription. */
export const runDeliveries = defineJob({ name: 'subscriptions.delivery.run', payload, attempts: 25 })

/**
 * Puts `runDeliveries` into its queue when a retry has become due. A timer cannot do that itself: the jobs it makes
 * have no queue, so they would run beside one that is running already.
 */
export const wakeDeliveries = defineJob({ name: 'subscriptions.delivery.wake', payload, attempts: 25 })

/** Key and queue of a subscription's delivery job, and the key of its retry timer. */
export const deliveryKey = (subscriptionId: string): string => `deliver:${subscriptionId}`

/** How a subscription's delivery job is enqueued: one at most waits, and one at most runs. */
export const inItsQueue = (accountId: number, subscriptionId: string) =>
  ({ accountId, key: deliveryKey(subscriptionId), queue: deliveryKey(subscriptionId) })
