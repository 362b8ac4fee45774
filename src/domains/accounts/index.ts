import type { FastifyInstance } from 'fastify'
import type { SystemClock } from '../../kernel/clock/clock.ts'
import type { Route } from '../../kernel/contract/handler.ts'
import type { Database } from '../../kernel/db/database.ts'
import type { AccountDirectory, Authenticator } from '../../kernel/http/operation-route.ts'
import type { Logger } from '../../kernel/log/logger.ts'

export { findAccount, type Account } from './account/repository.ts'
export { createAccount, moveClock, resetAccountClock, type NewAccount } from './account/service.ts'
export { type AccountDetails } from './account/details.ts'
export { Address, withEveryPart } from './address/address.ts'
export { createClient, type NewClient } from './client/service.ts'
export { DuplicateUserError, InvalidUserNameError } from './errors.ts'
export { createUser, type NewUser } from './user/service.ts'
export {
  ROLE_API_ACCOUNT, ROLE_API_ORDERING, ROLE_API_SEARCH, ROLE_API_SUBSCRIPTION, allRoles, type RoleGrant, type RoleName,
} from './roles.ts'

export interface AccountsDependencies {
  readonly database: Database
  readonly clock: SystemClock
  readonly log: Logger
  readonly tokenSeconds: number
}

export interface Accounts {
  readonly authenticator: Authenticator
  readonly directory: AccountDirectory
  readonly routes: readonly Route[]
  /** Adds `POST /oauth2/token`. */
  registerTokenEndpoint(app: FastifyInstance): void
  /** Drops what is cached: called when another process has changed accounts or users. */
  forget(): void
}

export function createAccounts(_deps: AccountsDependencies): Accounts {
  throw new Error('not written yet')
}
