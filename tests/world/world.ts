import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import type { EmergencyService } from '../../src/domains/emergency/index.ts'
import type { Geocoder } from '../../src/domains/locations/index.ts'
import type { CarrierDirectory } from '../../src/domains/numbering/index.ts'
import { systemClock } from '../../src/kernel/clock/clock.ts'
import { readConfig } from '../../src/kernel/config/config.ts'
import type { Database } from '../../src/kernel/db/database.ts'
import { createLogger } from '../../src/kernel/log/logger.ts'
import { readXml, type XmlNode } from '../../src/kernel/xml/index.ts'
import { wire, type Program } from '../../src/main/wire.ts'
import { watchAuditTrail } from './audit-trail.ts'
import { databaseUrl, onServer } from './global-setup.ts'

/** The seeded account of the sandbox. */
export const SANDBOX_ACCOUNT = 5_500_012

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The body as a tree; throws where it is not XML. */
  readonly xml: XmlNode
  /** The body parsed as JSON. */
  readonly json: unknown
}

export interface CallOptions {
  readonly headers?: Readonly<Record<string, string>>
  /** `user:password`, or false to send no credentials; the sandbox user where absent. */
  readonly auth?: string | false
}

export interface FreshAccount { readonly account: number, readonly auth: string, readonly site: number, readonly peer: number }

export interface World {
  /** Base address of the API, for example http://127.0.0.1:41234/api */
  readonly url: string
  readonly origin: string
  readonly account: number
  readonly database: Database
  readonly program: Program
  api(method: string, path: string, body?: string, options?: CallOptions): Promise<Answer>
  /** Waits until nothing is due or running for the account; fails when that takes too long. */
  settle(account?: number): Promise<void>
  /** Moves the account's clock by an ISO duration and settles. */
  advance(duration: string, account?: number): Promise<void>
  newAccount(): Promise<FreshAccount>
  close(): Promise<void>
}

export interface WorldOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly worker?: boolean
  readonly geocoder?: Geocoder
  readonly carriers?: CarrierDirectory
  readonly emergencyService?: EmergencyService
}

/** The whole program in this process on a database of its own: real HTTP, real PostgreSQL, real jobs. */
export async function createWorld({ env = {}, worker = true, geocoder, carriers, emergencyService }: WorldOptions = {}): Promise<World> {
  const serverUrl = inject('serverUrl')
  const name = `np_test_${randomBytes(6).toString('hex')}`
  await onServer(serverUrl, `create database ${name} template ${inject('template')}`)
  const url = databaseUrl(serverUrl, name)
  const filesDir = join(tmpdir(), `numberplane-files-${name}`)
  const config = readConfig({ NUMBERPLANE_FILES_DIR: filesDir, NUMBERPLANE_RECORD: process.env.NUMBERPLANE_RECORD, NUMBERPLANE_LOG_LEVEL: process.env.NUMBERPLANE_LOG_LEVEL ?? 'silent', ...env })
  const program = await wire({ config, url, sealingKey: Buffer.alloc(32, 7), clock: systemClock, log: createLogger(config.logLevel), geocoder, carriers, emergencyService })
  const trail = watchAuditTrail(program)
  await program.identityListener.start()
  const origin = await program.app.listen({ host: '127.0.0.1', port: 0 })
  if (worker) await program.worker.start()
  const call = caller(origin)
  // Fresh accounts are seen by their own users only.
  const owners = new Map<number, string>()
  const sandbox = (account: number, verb: 'clock' | 'settle', body?: string) =>
    expectOk(call('POST', `/sandbox/accounts/${account}/${verb}`, body, { ...ADMIN, auth: owners.get(account) }))
  return {
    url: `${origin}/api`, origin, account: SANDBOX_ACCOUNT, database: program.database, program,
    api: (method, path, body, options) => call(method, `/api${path}`, body, options),
    settle: (account = SANDBOX_ACCOUNT) => sandbox(account, 'settle'),
    advance: async (duration, account = SANDBOX_ACCOUNT) => {
      await sandbox(account, 'clock', JSON.stringify({ advance: duration }))
      await sandbox(account, 'settle')
    },
    newAccount: async () => {
      const made = await newAccount(call)
      owners.set(made.account, made.auth)
      return made
    },
    close: async () => {
      if (worker) await program.worker.stop()
      await program.identityListener.close()
      await program.app.close()
      const untold = await trail.untold()
      await program.close()
      await onServer(serverUrl, `drop database if exists ${name} with (force)`)
      await rm(filesDir, { recursive: true, force: true })
      if (untold.length > 0) throw new Error(`no entry of the audit trail tells of ${untold.join(', ')}`)
    },
  }
}

const ADMIN: CallOptions = { headers: { 'content-type': 'application/json', accept: 'application/json' } }

type Caller = (method: string, path: string, body?: string, options?: CallOptions) => Promise<Answer>

function caller(origin: string): Caller {
  return async (method, path, body, { headers = {}, auth = 'sandbox:sandbox' } = {}) => {
    const sent: Record<string, string> = { ...headers }
    if (auth !== false) sent.authorization ??= `Basic ${Buffer.from(auth).toString('base64')}`
    if (body !== undefined) sent['content-type'] ??= 'application/xml; charset=utf-8'
    const response = await fetch(origin + path, { method, headers: sent, body, redirect: 'manual' })
    const text = await response.text()
    return {
      status: response.status, headers: response.headers, text,
      get xml() { return readXml(text) },
      get json(): unknown { return JSON.parse(text) },
    }
  }
}

async function expectOk(answer: Promise<Answer>): Promise<void> {
  const { status, text } = await answer
  if (status !== 200) throw new Error(`the sandbox answered ${status}: ${text}`)
}

async function newAccount(call: Caller): Promise<FreshAccount> {
  const answer = await call('POST', '/sandbox/accounts', '{}', ADMIN)
  if (answer.status !== 201) throw new Error(`the sandbox answered ${answer.status}: ${answer.text}`)
  const made = answer.json as { accountId: number, username: string, password: string, siteId: number, peerId: number }
  return { account: made.accountId, auth: `${made.username}:${made.password}`, site: made.siteId, peer: made.peerId }
}
