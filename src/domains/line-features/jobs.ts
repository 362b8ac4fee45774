import { z } from 'zod'
import { defineJob } from '../../kernel/jobs/job.ts'

const payload = z.object({ orderId: z.uuid() })

/** Hands an order for calling names over, or asks what became of it. */
export const enterNames = defineJob({ name: 'line-features.lidb.enter', payload, attempts: 25 })

/** Hands an order for listings over, or asks what became of it. */
export const enterListings = defineJob({ name: 'line-features.dlda.enter', payload, attempts: 25 })

/** Forgets what has been taken out since its number left the account. */
export const endCleanUp = defineJob({ name: 'line-features.end-clean-up', payload: z.object({ accountId: z.int() }), attempts: 25 })

/** The timer of an order: one wait at a time. */
export const timerKey = (orderId: string): string => `order:${orderId}:line-feature`
