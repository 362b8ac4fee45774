import type { FastifyInstance } from 'fastify'
import type { SystemClock } from '../../kernel/clock/clock.ts'
import type { Route } from '../../kernel/contract/handler.ts'
import type { Database } from '../../kernel/db/database.ts'
import type { AccountDirectory, Authenticator } from '../../kernel/http/operation-route.ts'
import type { Logger } from '../../kernel/log/logger.ts'
import { CachedDirectory } from './account/directory.ts'
import { accountRoutes } from './account/routes.ts'
import { adminRoutes } from './admin/routes.ts'
import { auditRoutes } from './audit-trail/routes.ts'
import { productRoutes } from './product/routes.ts'
import { registerTokenEndpoint } from './client/token-endpoint.ts'
import { Tokens } from './client/tokens.ts'
import { CredentialAuthenticator } from './sign-in/authenticator.ts'
import { PasswordCheck } from './sign-in/password-check.ts'
import { createUserDirectory } from './user/directory.ts'
import { userRoutes } from './user/routes.ts'

export { approvedCountries, findAccount, type Account } from './account/repository.ts'
export { createAccount, moveClock, resetAccountClock, type NewAccount } from './account/service.ts'
export { hasClosedTier, openTiers, tiersOpenToAny } from './account/tiers.ts'
export { openAccount, setAccountStatus, setFeature, setTimeZone } from './admin/accounts.ts'
export { setCountries } from './admin/countries.ts'
export { addClient, removeClient } from './admin/clients.ts'
export { resetPassword, setUserStatus } from './admin/users.ts'
export { type AccountDetails } from './account/details.ts'
export { Address, withEveryPart } from './address/address.ts'
export { isUnitedStates, UNITED_STATES } from './address/united-states.ts'
export { createClient, type NewClient } from './client/service.ts'
export { DuplicateUserError, InvalidUserNameError } from './errors.ts'
export { type Feature, type Product } from './product/catalogue.ts'
export { hasFeature, hasProduct, switchFeature, switchProduct } from './product/repository.ts'
export { createUser, type NewUser } from './user/service.ts'
export { MASK, mask } from './masking.ts'
export { ROLE_ADMIN, ROLE_API_ACCOUNT, ROLE_API_END_USER, type RoleGrant, type RoleName } from './roles.ts'

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
  /** Lets nothing that is cached count without another look: called when accounts, users or tokens were changed. */
  forget(): void
}

/** Builds the domain: who may sign in, which accounts there are, how clients get tokens. */
export function createAccounts({ database, clock, log, tokenSeconds }: AccountsDependencies): Accounts {
  const passwords = new PasswordCheck(clock, log)
  const authenticator = new CredentialAuthenticator({ database, clock, passwords })
  const directory = new CachedDirectory(database, clock)
  const tokens = new Tokens({ database, clock, passwords, tokenSeconds })
  const forget = () => {
    authenticator.forget()
    directory.forget()
  }
  return {
    authenticator,
    directory,
    routes: [
      ...accountRoutes(database), ...productRoutes(database), ...userRoutes(createUserDirectory(database), forget),
      ...adminRoutes(database, forget), ...auditRoutes(database),
    ],
    registerTokenEndpoint: (app) => { registerTokenEndpoint(app, { tokens, log }) },
    forget,
  }
}
