import { z } from 'zod'
import { defineEvent } from '../events/event.ts'

/** An order entered a state that subscribers are told about. */
export const OrderStatusChanged = z.object({
  orderId: z.uuid(),
  orderType: z.string(),
  status: z.string(),
  message: z.string(),
  /** Whether the notification lists telephone numbers, and which lines of the order those are. */
  numbers: z.enum(['none', 'completed', 'all']),
})

export const orderStatusChanged = defineEvent({ name: 'order.status-changed', version: 1, payload: OrderStatusChanged })

/** Somebody wrote a note on an order. */
export const orderNoteAdded = defineEvent({
  name: 'order.note-added', version: 1, payload: z.object({ orderId: z.uuid(), orderType: z.string(), note: z.string() }),
})
