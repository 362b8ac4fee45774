/**
 * Roles that a user can hold, each with VIEW, UPDATE or both. `docs/roles.md` says which operations ask for which;
 * an operation names one as `ROLE_API_ORDERING:view` or `ROLE_API_ORDERING:update`.
 */
export const ROLE_API_ACCOUNT = 'ROLE_API_ACCOUNT'
const ROLE_API_ORDERING = 'ROLE_API_ORDERING'
const ROLE_API_SEARCH = 'ROLE_API_SEARCH'
const ROLE_API_SUBSCRIPTION = 'ROLE_API_SUBSCRIPTION'

export const allRoles = [ROLE_API_ACCOUNT, ROLE_API_ORDERING, ROLE_API_SEARCH, ROLE_API_SUBSCRIPTION] as const
export type RoleName = typeof allRoles[number]

/** What a user is given: the role, and which of its two permissions. */
export interface RoleGrant {
  readonly role: RoleName
  readonly view: boolean
  readonly update: boolean
}
