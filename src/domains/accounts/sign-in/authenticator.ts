import { createHash, hash, randomBytes } from 'node:crypto'
import type { SystemClock } from '../../../kernel/clock/clock.ts'
import type { Actor } from '../../../kernel/contract/handler.ts'
import type { Database } from '../../../kernel/db/database.ts'
import type { Authenticator } from '../../../kernel/http/operation-route.ts'
import { identityByName, identityByToken, type Identity } from '../user/repository.ts'
import { parseAuthorization, type Credentials } from './authorization.ts'
import { BoundedMap } from '../../../kernel/gather/bounded-map.ts'
import type { PasswordCheck } from './password-check.ts'
import { unauthorized } from './refusals.ts'

/** For so long what was read about a user holds without another look, if no change is announced. */
const FRESH_MS = 10_000
/** For so long a password that was right needs no hashing, as long as the stored hash stays the same. */
const VERIFIED_MS = 300_000
const MOST_KNOWN = 10_000

/** Credentials that held. Neither they nor the password can be got from it. */
interface Known {
  readonly actor: Actor
  readonly passwordHash: string
  readonly readMs: number
  readonly verifiedMs: number
  /** Which changes it has seen: what was read before the latest announced change does not count. */
  readonly generation: number
  readonly expiresAt: Date | undefined
}

interface Running {
  readonly generation: number
  readonly result: Promise<Actor>
}

interface Attempt {
  readonly key: string
  readonly address: string
  readonly known: Known | undefined
  readonly generation: number
  readonly startedMs: number
}

export interface AuthenticatorDependencies {
  readonly database: Pick<Database, 'db'>
  readonly clock: SystemClock
  readonly passwords: PasswordCheck
}

export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest()

function actorOf({ userId, userName, accounts, rights }: Identity, signedInWith: Actor['signedInWith']): Actor {
  return { userId, userName, signedInWith, accounts: new Set(accounts), rights: new Set(rights) }
}

/**
 * HTTP Basic and Bearer sign-in. What held is remembered for a short time, so that a client pays for one hash, not one
 * per request.
 */
export class CredentialAuthenticator implements Authenticator {
  readonly #deps: AuthenticatorDependencies
  /** Known to nobody, so that a dump of the cache's keys is no list of guessable hashes. */
  readonly #secret = randomBytes(32).toString('base64')
  readonly #known = new BoundedMap<string, Known>(MOST_KNOWN)
  readonly #running = new Map<string, Running>()
  #generation = 0

  constructor(deps: AuthenticatorDependencies) {
    this.#deps = deps
  }

  /**
   * Makes everything that is remembered be looked up again before it counts: somebody changed users, rights or tokens.
   */
  forget(): void {
    this.#generation += 1
  }

  /**
   * Who sent this header. Throws 401 for credentials that do not hold, 429 for those who keep failing, 503 where too
   * many passwords wait to be checked. Equal headers that come together are checked once.
   */
  async authenticate(authorization: string | undefined, address: string): Promise<Actor> {
    const credentials = parseAuthorization(authorization)
    if (!credentials || authorization === undefined) throw unauthorized()
    const key = hash('sha256', this.#secret + authorization, 'base64')
    const known = this.#known.get(key)
    if (known && this.#isFresh(known)) return known.actor
    const generation = this.#generation
    const running = this.#running.get(key)
    if (running?.generation === generation) return running.result
    const attempt = { key, address, known, generation, startedMs: this.#deps.clock.monotonicMs() }
    return this.#share(key, generation, this.#check(credentials, attempt))
  }

  async #share(key: string, generation: number, result: Promise<Actor>): Promise<Actor> {
    const running = { generation, result }
    this.#running.set(key, running)
    try {
      return await result
    } finally {
      if (this.#running.get(key) === running) this.#running.delete(key)
    }
  }

  #isFresh(known: Known): boolean {
    const { clock } = this.#deps
    const now = clock.monotonicMs()
    return known.generation === this.#generation && now - known.readMs < FRESH_MS && now - known.verifiedMs < VERIFIED_MS
      && (known.expiresAt === undefined || clock.now() < known.expiresAt)
  }

  #check(credentials: Credentials, attempt: Attempt): Promise<Actor> {
    switch (credentials.kind) {
      case 'basic': return this.#checkPassword(credentials.username, credentials.password, attempt)
      case 'bearer': return this.#checkToken(credentials.token, attempt)
    }
  }

  async #checkPassword(username: string, password: string, attempt: Attempt): Promise<Actor> {
    const { known, address, key, startedMs } = attempt
    const identity = await identityByName(this.#deps.database.db, username)
    const unchanged = known !== undefined && known.passwordHash === identity?.passwordHash
    let verifiedMs = known?.verifiedMs ?? startedMs
    if (!unchanged || startedMs - verifiedMs >= VERIFIED_MS) {
      const who = `user ${username.toLowerCase()}`
      const right = await this.#deps.passwords.check({ who, password, hash: identity?.passwordHash, address, trusted: unchanged })
      if (!right) this.#refuse(key)
      verifiedMs = startedMs
    }
    if (!identity?.active) return this.#refuse(key)
    return this.#remember(identity, { ...attempt, verifiedMs, expiresAt: undefined })
  }

  async #checkToken(token: string, attempt: Attempt): Promise<Actor> {
    const { database, clock } = this.#deps
    const found = await identityByToken(database.db, tokenHash(token), clock.now())
    if (!found?.identity.active) return this.#refuse(attempt.key)
    return this.#remember(found.identity, { ...attempt, verifiedMs: attempt.startedMs, expiresAt: found.expiresAt })
  }

  #remember(identity: Identity, { key, generation, startedMs, verifiedMs, expiresAt }: Attempt & Pick<Known, 'verifiedMs' | 'expiresAt'>): Actor {
    const actor = actorOf(identity, expiresAt === undefined ? 'password' : 'token')
    this.#known.set(key, { actor, passwordHash: identity.passwordHash, readMs: startedMs, verifiedMs, generation, expiresAt })
    return actor
  }

  #refuse(key: string): never {
    this.#known.delete(key)
    throw unauthorized()
  }
}
