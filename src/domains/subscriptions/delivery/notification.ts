import type { z } from 'zod'
import { subjectsImpacted } from '../../../kernel/events/subjects-impacted.ts'
import { orderNoteAdded, orderStatusChanged } from '../../../kernel/orders/events.ts'
import { encodeXml } from '../../../kernel/xml/index.ts'
import { Notification } from './contract.ts'
import { subscriptionTested } from './events.ts'

export type NotificationValue = z.input<typeof Notification>

/** An event with what is looked up about it when it is told. */
export interface News {
  readonly subscriptionId: string
  readonly eventName: string
  readonly payload: unknown
  readonly customerOrderId: string | null
  /** The lines of the order that the event speaks of; null where it speaks of none. */
  readonly numbers: readonly string[] | null
}

/** What a subscriber is told. Throws for an event that nobody is told about: none such is ever planned. */
export function notificationOf({ subscriptionId, eventName, payload, customerOrderId, numbers }: News): NotificationValue {
  if (eventName === orderStatusChanged.name) {
    const { status, message, orderId, orderType } = orderStatusChanged.payload.parse(payload)
    return {
      status, subscriptionId, message: message === '' ? undefined : message, orderId, orderType, customerOrderId: customerOrderId ?? undefined,
      completedTelephoneNumbers: numbers === null ? undefined : [...numbers],
    }
  }
  if (eventName === orderNoteAdded.name) {
    const { note, orderId, orderType } = orderNoteAdded.payload.parse(payload)
    return { subscriptionId, orderId, orderType, customerOrderId: customerOrderId ?? undefined, note }
  }
  if (eventName === subjectsImpacted.name) {
    const { eventType, subjects } = subjectsImpacted.payload.parse(payload)
    return { subscriptionId, eventType, impactedTelephoneNumbers: [...subjects] }
  }
  const { by } = subscriptionTested.payload.parse(payload)
  return { status: 'TEST', subscriptionId, message: `${by} asked for this test. Nothing has happened.` }
}

export const notificationXml = (value: NotificationValue): string => encodeXml(Notification, value, { root: 'Notification', declaration: true })
