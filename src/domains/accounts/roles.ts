/**
 * Roles that a user can hold, each with VIEW, UPDATE or both. `docs/roles.md` says which operations ask for which;
 * an operation names one as `ROLE_API_ORDERING:view` or `ROLE_API_ORDERING:update`.
 */
export const ROLE_API_ACCOUNT = 'ROLE_API_ACCOUNT'
export const ROLE_API_USER = 'ROLE_API_USER'
/** Lets its holder see who the end users are whose data orders and records carry; without VIEW of it that data is masked. */
export const ROLE_API_END_USER = 'ROLE_API_END_USER'
/** Of whoever runs the installation: reaches every account and user through `/admin`. */
export const ROLE_ADMIN = 'ROLE_ADMIN'

/** The roles that concern the accounts that a user may work with. */
const customerRoles = [ROLE_API_ACCOUNT, 'ROLE_API_ORDERING', 'ROLE_API_SEARCH', 'ROLE_API_SUBSCRIPTION', ROLE_API_USER, ROLE_API_END_USER] as const
export const allRoles = [...customerRoles, ROLE_ADMIN] as const
export type RoleName = typeof allRoles[number]

/** What a user is given: the role, and which of its two permissions. */
export interface RoleGrant {
  readonly role: RoleName
  readonly view: boolean
  readonly update: boolean
}

const inFull = (role: RoleName): RoleGrant => ({ role, view: true, update: true })

/** Grants that go by a name: everything on the accounts of the user, or that and the installation itself. */
export const grantsNamed: Readonly<Record<'all' | 'administrator', readonly RoleGrant[]>> = {
  all: customerRoles.map(inFull),
  administrator: allRoles.map(inFull),
}
