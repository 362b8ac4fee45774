import { isIP } from 'node:net'
import type { CallbackSender } from '../domains/subscriptions/ports.ts'
import { addressPolicy } from '../gateways/webhook-http/address-policy.ts'
import { hostOf } from '../gateways/webhook-http/host-of.ts'
import { checkTargetUrl } from '../gateways/webhook-http/target-url.ts'
import { createWebhookSender } from '../gateways/webhook-http/webhook-sender.ts'
import type { SystemClock } from '../kernel/clock/clock.ts'
import { callbackRanges, type Config } from '../kernel/config/config.ts'

/** The subscriptions' sender of callbacks: over HTTP, with the operator's limits. */
export function callbackSender(config: Config, clock: SystemClock): CallbackSender {
  const allowPrivate = callbackRanges(config)
  const isAllowed = addressPolicy(allowPrivate)
  const sender = createWebhookSender({ allowPrivate, clock, userAgent: 'Numberplane' })
  return {
    refusalOf(url) {
      const target = checkTargetUrl(url)
      if (!target.ok) return target.reason
      const host = hostOf(target.url)
      // A host name is judged by its addresses each time that it is connected to.
      return isIP(host) !== 0 && !isAllowed(host) ? 'leads to an address that is not on the public internet' : undefined
    },
    send: (request) => sender.send({ ...request, timeoutMs: config.callbackTimeoutMs }),
    close: () => sender.close(),
  }
}
