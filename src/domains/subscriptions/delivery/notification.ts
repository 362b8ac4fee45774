import type { z } from 'zod'
import type { OrderStatusChanged } from '../../../kernel/orders/events.ts'
import { encodeXml } from '../../../kernel/xml/index.ts'
import { Notification } from './contract.ts'

export interface OrderNews {
  readonly subscriptionId: string
  readonly event: z.output<typeof OrderStatusChanged>
  readonly customerOrderId: string | null
  /** The lines of the order that the event speaks of; null where it speaks of none. */
  readonly numbers: readonly string[] | null
}

/** The XML that tells a subscriber about an order. */
export function orderNotification({ subscriptionId, event, customerOrderId, numbers }: OrderNews): string {
  return encodeXml(Notification, {
    status: event.status,
    subscriptionId,
    message: event.message === '' ? undefined : event.message,
    orderId: event.orderId,
    orderType: event.orderType,
    customerOrderId: customerOrderId ?? undefined,
    completedTelephoneNumbers: numbers === null ? undefined : [...numbers],
  }, { root: 'Notification', declaration: true })
}
