import { z } from 'zod'
import { defineJob } from '../../../kernel/jobs/job.ts'

/** Tells the emergency service of a batch of numbers that have left an account. */
export const withdrawNumbers = defineJob({
  name: 'emergency.number.withdraw', payload: z.object({ accountId: z.int(), batchId: z.uuid() }), attempts: 25,
})
