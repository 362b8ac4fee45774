import type { Config } from '../kernel/config/config.ts'
import { SANDBOX_ACCOUNT, SANDBOX_PASSWORD, SANDBOX_USER } from './seed.ts'
import type { Role } from './serve.ts'

const LOOPBACK = /^(127\.|::1$|localhost$)/

/** What a person wants to know when the program has come up: where, who, and a line to paste. */
export function banner(config: Config, role: Role, address: string | undefined, seconds: number): string {
  const ready = `ready after ${seconds.toFixed(1)} s`
  if (address === undefined) return `Numberplane worker, ${ready}\n`
  const lines = [`Numberplane${role === 'api' ? ' API' : ''} listens on ${address} (${config.mode}, ${ready})`]
  if (config.mode === 'sandbox') {
    lines.push(
      `  account ${SANDBOX_ACCOUNT}   user ${SANDBOX_USER}   password ${SANDBOX_PASSWORD}`,
      `  try:  curl -u ${SANDBOX_USER}:${SANDBOX_PASSWORD} '${address}/api/accounts/${SANDBOX_ACCOUNT}/availableNumbers?areaCode=919&quantity=3'`,
      `  docs: ${address}/docs`,
    )
    if (!LOOPBACK.test(config.host)) lines.push('  WARNING: everybody who can reach this address knows the sandbox password')
  }
  return lines.join('\n') + '\n'
}
