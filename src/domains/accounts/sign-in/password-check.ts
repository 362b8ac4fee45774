import { verify } from '@node-rs/argon2'
import type { SystemClock } from '../../../kernel/clock/clock.ts'
import { WorkGate } from '../../../kernel/gather/work-gate.ts'
import type { Logger } from '../../../kernel/log/logger.ts'
import { UNKNOWN_USER_HASH } from '../user/passwords.ts'
import { addressGroup } from './address-group.ts'
import { FailureThrottle } from './failure-throttle.ts'
import { signInBusy, tooManyAttempts } from './refusals.ts'

/** Each check takes 19 MiB and some 20 ms of a core; the pool's other threads stay free for files and name look-ups. */
const AT_ONCE = 2
const MOST_WAITING = 100

/** Checks a password against a hash; the library's function, or a test's. */
export type Verify = (hash: string, password: string) => Promise<boolean>

export interface PasswordAttempt {
  /** Who claims to be somebody: failures are counted by it. Users and clients must not share a name here. */
  readonly who: string
  readonly password: string
  /** The hash to compare with; undefined where nobody of that name exists. */
  readonly hash: string | undefined
  readonly address: string
  /** Held good a while ago and unchanged since: then other people's failures cannot keep it out. */
  readonly trusted: boolean
}

/** Checks passwords and client secrets: a few at a time, and slower for those who keep failing. */
export class PasswordCheck {
  readonly #log: Logger
  readonly #verify: Verify
  readonly #names: FailureThrottle
  readonly #addresses: FailureThrottle
  readonly #gate = new WorkGate({ atOnce: AT_ONCE, mostWaiting: MOST_WAITING, full: signInBusy })

  constructor(clock: SystemClock, log: Logger, verifyHash: Verify = verify) {
    this.#log = log
    this.#verify = verifyHash
    this.#names = new FailureThrottle(clock)
    this.#addresses = new FailureThrottle(clock)
  }

  /**
   * Whether the password is right. An unknown name takes as long as a known one. Throws 429 for a name or an address
   * that has failed too often, 503 where too many checks wait.
   */
  async check(attempt: PasswordAttempt): Promise<boolean> {
    this.#refuseThrottled(attempt)
    return this.#gate.run(() => this.#run(attempt))
  }

  async #run(attempt: PasswordAttempt): Promise<boolean> {
    // Again: those ahead in the queue may have used up the attempts.
    this.#refuseThrottled(attempt)
    const { who, hash, password, address } = attempt
    const right = await this.#verify(hash ?? UNKNOWN_USER_HASH, password) && hash !== undefined
    if (right) this.#names.succeed(who)
    else {
      this.#names.fail(who)
      this.#addresses.fail(addressGroup(address))
    }
    return right
  }

  #refuseThrottled({ who, address, trusted }: PasswordAttempt): void {
    if (trusted) return
    const waitMs = Math.max(this.#names.waitMs(who), this.#addresses.waitMs(addressGroup(address)))
    if (waitMs <= 0) return
    this.#log.warn({ address, waitMs }, 'sign-in refused after too many failures')
    throw tooManyAttempts(waitMs)
  }
}
