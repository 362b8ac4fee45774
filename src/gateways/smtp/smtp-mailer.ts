import { createTransport } from 'nodemailer'
import type { Attempt, Mail, Mailer } from '../../domains/subscriptions/ports.ts'
import { attemptOf, failureOf } from './smtp-attempt.ts'

export type SmtpTls = 'starttls' | 'implicit' | 'opportunistic' | 'none'

export interface SmtpMailerOptions {
  readonly host: string
  readonly port: number
  readonly tls: SmtpTls
  readonly auth?: { readonly user: string, readonly pass: string }
  /** PEM certificates to trust instead of the usual authorities, for a mail server behind a private one. */
  readonly authorities?: string
  readonly from: string
  readonly clock: { monotonicMs(): number }
  /** Milliseconds for connecting, and for each answer of the server. Default 10,000. */
  readonly timeoutMs?: number
}

const CONNECTIONS = 4
const DEFAULT_TIMEOUT_MS = 10_000

function optionsOf({ host, port, tls, auth, authorities, timeoutMs = DEFAULT_TIMEOUT_MS }: SmtpMailerOptions) {
  return {
    pool: true as const, maxConnections: CONNECTIONS, host, port,
    secure: tls === 'implicit', requireTLS: tls === 'starttls', ignoreTLS: tls === 'none',
    ...(auth ? { auth } : {}),
    ...(authorities === undefined ? {} : { tls: { ca: authorities } }),
    connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, dnsTimeout: timeoutMs, socketTimeout: timeoutMs,
    // Nothing in a mail is ever fetched or read from a file.
    disableFileAccess: true, disableUrlAccess: true,
  }
}

/** Sends mails through a mail server, in plain text with HTML beside it. Connections are kept for the next mail. */
export function createSmtpMailer(options: SmtpMailerOptions): Mailer {
  const { clock, from, host, port } = options
  const transport = createTransport(optionsOf(options))
  // A kept connection that breaks while nothing is sent concerns nobody; the next mail gets a new one.
  transport.on('error', () => undefined)
  const domain = /@([^\s>]+)/.exec(from)?.[1] ?? 'localhost'
  return {
    async send({ id, to, subject, text, html, at }: Mail): Promise<Attempt> {
      const startedMs = clock.monotonicMs()
      const requestHead = `SMTP ${host}:${port}\nFrom: ${from}\nTo: ${to}\nSubject: ${subject}\nMessage-ID: <${id}@${domain}>`
      const took = () => Math.max(0, clock.monotonicMs() - startedMs)
      try {
        const sent = await transport.sendMail({
          from, to: { name: '', address: to }, subject, text, html, date: at, messageId: `<${id}@${domain}>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
        })
        return attemptOf(sent.response, requestHead, took())
      } catch (error) {
        return failureOf(error, requestHead, took())
      }
    },
    close: async () => { transport.close() },
  }
}
