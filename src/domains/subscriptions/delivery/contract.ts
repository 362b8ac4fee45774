import { z } from 'zod'
import { list } from '../../../kernel/xml/index.ts'

const telephoneNumbers = list(z.string(), 'TelephoneNumber').optional()

/**
 * What is posted to a subscriber (callbacks-notification-callback-api-post), elements in the order of the documented
 * examples. A note comes without Status and Message, an event (MESSAGING_LOST) without anything about an order.
 */
export const Notification = z.object({
  status: z.string().optional(),
  subscriptionId: z.string(),
  message: z.string().optional(),
  orderId: z.string().optional(),
  orderType: z.string().optional(),
  customerOrderId: z.string().optional(),
  note: z.string().optional(),
  completedTelephoneNumbers: telephoneNumbers,
  eventType: z.string().optional(),
  impactedTelephoneNumbers: telephoneNumbers,
}).meta({ id: 'Notification', xml: { name: 'Notification' } })
