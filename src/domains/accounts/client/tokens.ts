import { randomBytes } from 'node:crypto'
import type { SystemClock } from '../../../kernel/clock/clock.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { tokenHash } from '../sign-in/authenticator.ts'
import type { PasswordCheck } from '../sign-in/password-check.ts'
import { deleteExpiredTokens, findClient, insertToken } from './repository.ts'
import { TokenError, type TokenRequest } from './token-request.ts'

const TOKEN_BYTES = 32
const SWEEP_EVERY_MS = 60_000
const MOST_SWEPT = 1_000

export interface TokensDependencies {
  readonly database: Database
  readonly clock: SystemClock
  readonly passwords: PasswordCheck
  /** For how long a token holds. */
  readonly tokenSeconds: number
}

export interface IssuedToken {
  readonly token: string
  readonly expiresInSeconds: number
}

/** Gives access tokens to OAuth clients. A token is random and stored as its SHA-256 only. */
export class Tokens {
  readonly #deps: TokensDependencies
  #sweptMs = -Infinity

  constructor(deps: TokensDependencies) {
    this.#deps = deps
  }

  /** A new token for the client. Throws TokenError `invalid_client`, or what PasswordCheck throws. */
  async issue({ clientId, secret }: TokenRequest, address: string): Promise<IssuedToken> {
    const { database, passwords, clock, tokenSeconds } = this.#deps
    const client = await findClient(database.db, clientId)
    const right = await passwords.check({ who: `client ${clientId}`, password: secret, hash: client?.secretHash, address, trusted: false })
    if (!right || !client?.userActive) throw new TokenError('invalid_client', 'unknown client or wrong secret')
    const token = randomBytes(TOKEN_BYTES).toString('base64url')
    const at = clock.now()
    const expiresAt = new Date(at.getTime() + tokenSeconds * 1000)
    await database.transaction(async (tx) => {
      if (this.#mustSweep()) await deleteExpiredTokens(tx, at, MOST_SWEPT)
      await insertToken(tx, { tokenHash: tokenHash(token), clientId: client.id, userId: client.userId, at, expiresAt })
    })
    return { token, expiresInSeconds: tokenSeconds }
  }

  #mustSweep(): boolean {
    const now = this.#deps.clock.monotonicMs()
    if (now - this.#sweptMs < SWEEP_EVERY_MS) return false
    this.#sweptMs = now
    return true
  }
}
