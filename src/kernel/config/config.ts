import type { z } from 'zod'
import { settings, type Setting } from './settings.ts'

type Settings = typeof settings
/** The configuration of a process: read once, checked, never changed afterwards. */
export type Config = { readonly [K in keyof Settings]: z.output<Settings[K]['schema']> }

/** What is wrong with the configuration, in one line that an operator can act on. */
export class ConfigError extends Error {}

const LOOPBACK = ['127.0.0.0/8', '::1/128']

function readOne(definition: Setting<unknown>, environment: NodeJS.ProcessEnv): unknown {
  const text = environment[definition.env]
  const result = definition.schema.safeParse(text === '' ? undefined : text)
  if (result.success) return result.data
  const why = result.error.issues[0]?.message ?? 'is not valid'
  const shown = definition.secret || text === undefined ? '' : ` (${JSON.stringify(text)})`
  throw new ConfigError(`${definition.env}${shown} ${why}`)
}

/**
 * Reads the settings from an environment. Throws ConfigError naming the first setting that cannot be used,
 * and refuses a production start that would run on sandbox secrets.
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const entries = Object.entries(settings).map(([name, definition]) => [name, readOne(definition, environment)])
  const config: Config = Object.fromEntries(entries)
  if (config.mode === 'production' && config.secret === undefined) {
    throw new ConfigError('NUMBERPLANE_SECRET is required in production mode: set it to 32 random bytes in base64')
  }
  if (config.mode === 'production' && config.csr === 'simulation') throw new ConfigError('NUMBERPLANE_CSR ("simulation") is for the sandbox: production gives no made-up records')
  if (config.csr === 'http' && config.csrUrl === undefined) throw new ConfigError('NUMBERPLANE_CSR_URL is required with NUMBERPLANE_CSR=http')
  return Object.freeze(config)
}

/** Private ranges that callbacks may reach: what the operator listed, else loopback in the sandbox only. */
export function callbackRanges(config: Config): readonly string[] {
  return config.callbackAllow ?? (config.mode === 'sandbox' ? LOOPBACK : [])
}
