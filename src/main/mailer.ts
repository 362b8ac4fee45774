import { readFileSync } from 'node:fs'
import { keepingMailer, refusingMailer } from '../domains/subscriptions/index.ts'
import type { Mailer } from '../domains/subscriptions/ports.ts'
import { createSmtpMailer } from '../gateways/smtp/smtp-mailer.ts'
import type { SystemClock } from '../kernel/clock/clock.ts'
import { ConfigError, type Config } from '../kernel/config/config.ts'
import type { Database } from '../kernel/db/database.ts'

/** The text of a PEM file that a setting names. Throws ConfigError where it cannot be read. */
export function pemFile(path: string, setting: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new ConfigError(`${setting}: ${error instanceof Error ? error.message : error}`)
  }
}

/** How mails leave: through the configured mail server; without one, the sandbox keeps them and production says so. */
export function mailerOf(config: Config, clock: SystemClock, database: Database): Mailer {
  const { smtpHost: host, smtpUser: user, smtpPassword: pass } = config
  if (host === undefined) return config.mode === 'sandbox' ? keepingMailer(database) : refusingMailer
  if ((user === undefined) !== (pass === undefined)) throw new ConfigError('NUMBERPLANE_SMTP_USER and NUMBERPLANE_SMTP_PASSWORD go together')
  return createSmtpMailer({
    host, port: config.smtpPort, tls: config.smtpTls, from: config.mailFrom, clock,
    auth: user === undefined || pass === undefined ? undefined : { user, pass },
    authorities: config.smtpAuthoritiesFile === undefined ? undefined : pemFile(config.smtpAuthoritiesFile, 'NUMBERPLANE_SMTP_CA'),
  })
}
