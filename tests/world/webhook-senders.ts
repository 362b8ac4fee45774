import { createWebhookSender } from '../../src/gateways/webhook-http/webhook-sender.ts'
import type { WebhookSender, WebhookSenderOptions } from '../../src/gateways/webhook-http/webhook-sender.ts'
import type { WebhookRequest } from '../../src/gateways/webhook-http/attempt.ts'
import { BODY_END } from './raw-receiver.ts'

const clock = { monotonicMs: () => performance.now() }

/** A sender as the product makes it, with private targets allowed unless the test says otherwise. */
export function testSender(options: Partial<WebhookSenderOptions> = {}): WebhookSender {
  return createWebhookSender({ allowPrivate: true, clock, userAgent: 'Numberplane-test/1', ...options })
}

export function callbackTo(url: string, more: Partial<WebhookRequest> = {}): WebhookRequest {
  return { url, body: `<Notification>${BODY_END}</Notification>`, contentType: 'application/xml', ...more }
}
