import { isIP } from 'node:net'
import type { CallbackSender } from '../domains/subscriptions/ports.ts'
import { addressPolicy } from '../gateways/webhook-http/address-policy.ts'
import { hostOf } from '../gateways/webhook-http/host-of.ts'
import { checkTargetUrl } from '../gateways/webhook-http/target-url.ts'
import { readPublicKey } from '../gateways/webhook-http/public-key.ts'
import { createWebhookSender } from '../gateways/webhook-http/webhook-sender.ts'
import type { SystemClock } from '../kernel/clock/clock.ts'
import { callbackRanges, ConfigError, type Config } from '../kernel/config/config.ts'
import { pemFile } from './mailer.ts'

function clientCertificate({ callbackCertificateFile: cert, callbackKeyFile: key }: Config): { cert: string, key: string } | undefined {
  if (cert === undefined && key === undefined) return undefined
  if (cert === undefined || key === undefined) throw new ConfigError('NUMBERPLANE_CALLBACK_CERT and NUMBERPLANE_CALLBACK_KEY go together')
  return { cert: pemFile(cert, 'NUMBERPLANE_CALLBACK_CERT'), key: pemFile(key, 'NUMBERPLANE_CALLBACK_KEY') }
}

/** The subscriptions' sender of callbacks: over HTTP, with the operator's limits. */
export function callbackSender(config: Config, clock: SystemClock): CallbackSender {
  const allowPrivate = callbackRanges(config)
  const isAllowed = addressPolicy(allowPrivate)
  const authorities = config.callbackAuthoritiesFile
  const sender = createWebhookSender({
    allowPrivate, clock, userAgent: 'Numberplane', clientCertificate: clientCertificate(config),
    certificateAuthorities: authorities === undefined ? [] : [pemFile(authorities, 'NUMBERPLANE_CALLBACK_CA')],
  })
  return {
    refusalOf(url) {
      const target = checkTargetUrl(url)
      if (!target.ok) return target.reason
      const host = hostOf(target.url)
      // A host name is judged by its addresses each time that it is connected to.
      return isIP(host) !== 0 && !isAllowed(host) ? 'leads to an address that is not on the public internet' : undefined
    },
    canPin: (publicKey) => readPublicKey(publicKey) !== undefined,
    send: (request) => sender.send({ ...request, timeoutMs: config.callbackTimeoutMs, basicWhen: config.callbackBasic }),
    close: () => sender.close(),
  }
}
