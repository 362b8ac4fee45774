import { appendFileSync } from 'node:fs'
import { ConfigError } from '../config/config.ts'

/** One HTTP exchange as the shape checker reads it. */
export interface Exchange {
  readonly method: string
  readonly path: string
  readonly status: number
  readonly requestBody: string
  readonly responseBody: string
  readonly contentType: string
}

export type Recorder = (exchange: Exchange) => void

/** Elements and members whose content must not land in a file: XML, JSON and form spelling. */
const SECRETS = [
  /(<(?:\w+:)?(?:password|client_secret|access_token|secret)>)[^<]*/gi,
  /("(?:password|client_?secret|access_?token|secret)"\s*:\s*")(?:[^"\\]|\\.)*/gi,
  /((?:^|&)(?:password|client_secret|access_token)=)[^&]*/gi,
]

export function maskSecrets(body: string): string {
  return SECRETS.reduce((text, pattern) => text.replace(pattern, '$1***'), body)
}

/**
 * A recorder that appends a line of JSON for each exchange. Written synchronously and in one call, so lines of several
 * processes never mix and a killed process leaves whole lines; meant for tests and for looking, not for production load. Throws ConfigError for a file that cannot be written.
 */
export function fileRecorder(file: string): Recorder {
  try {
    appendFileSync(file, '')
  } catch (error) {
    throw new ConfigError(`NUMBERPLANE_RECORD: ${error instanceof Error ? error.message : error}`)
  }
  return (exchange) => {
    const line = { ...exchange, requestBody: maskSecrets(exchange.requestBody), responseBody: maskSecrets(exchange.responseBody) }
    appendFileSync(file, JSON.stringify(line) + '\n')
  }
}
