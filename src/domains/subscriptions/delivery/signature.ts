import { createHmac, randomBytes } from 'node:crypto'

/** Signing keys as their holders know them, after the Standard Webhooks convention: this prefix, then Base64. */
const PREFIX = 'whsec_'
const KEY_BYTES = 32

export const newSigningSecret = (): string => PREFIX + randomBytes(KEY_BYTES).toString('base64')

interface Signed { readonly id: string, readonly at: Date, readonly body: string }

/**
 * The headers by which a receiver can tell who sent a callback, and that it is neither changed nor old (Standard Webhooks).
 * Id and time are always there; signatures where there are keys, one for each. The id stays the same when a callback is sent
 * again. `at` is real time, because receivers compare it with their own clocks.
 */
export function webhookHeaders({ id, at, body }: Signed, secrets: readonly string[]): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp }
  if (secrets.length === 0) return headers
  const signature = secrets.map((secret) =>
    `v1,${createHmac('sha256', Buffer.from(secret.slice(PREFIX.length), 'base64')).update(`${id}.${timestamp}.${body}`, 'utf8').digest('base64')}`)
  return { ...headers, 'webhook-signature': signature.join(' ') }
}
