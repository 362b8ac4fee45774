import { hash } from '@node-rs/argon2'

/** Argon2id (the library's default algorithm) with the least cost that OWASP recommends; m is in KiB. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/**
 * A hash to compare with where there is no user, so that an unknown name costs the caller as much time as a known one.
 */
export const UNKNOWN_USER_HASH = '$argon2id$v=19$m=19456,t=2,p=1$GC3XExHx48ZcxdJiGT5jMQ$xphliUASuNjVz/cja6BGcQfknMoCYsU69fFUQU7FqVc'

/** Hashes a password or client secret for storage; takes some 20 ms of a thread of the pool. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, COST)
}
