import { z } from 'zod'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { AccountId, OpaqueId } from '../../../kernel/contract/path-ids.ts'
import { responseStatus } from '../../../kernel/errors/envelopes.ts'
import { list } from '../../../kernel/xml/index.ts'
import { accountErrors } from '../errors.ts'
import { ROLE_API_USER } from '../roles.ts'

const group = 'users'
const text = z.string().optional()

const Permission = z.object({ permissionName: z.enum(['VIEW', 'UPDATE']) })
const Role = z.object({ roleName: z.string(), permissions: list(Permission, 'Permission') })

const ListedUser = z.object({
  username: z.string(),
  firstName: text,
  lastName: text,
  emailAddress: text,
  telephoneNumber: text,
  roles: list(Role, 'Role'),
})
const User = ListedUser.extend({
  accounts: list(z.object({ accountId: z.int(), companyName: z.string() }), 'Account'),
})
const Users = z.object({ users: list(ListedUser, 'User') })

export const listAccountUsers = operation({
  id: 'account-users-get',
  at: 'GET /accounts/{accountId}/users',
  summary: 'List the users of an account, by name.',
  group,
  params: z.object({ accountId: AccountId }),
  replies: { 200: answers('UsersResponse', Users) },
  errors: responseStatus('UsersResponse'),
  access: `${ROLE_API_USER}:view`,
})

/** NOTE: no document describes it; clients read `Users/User` of its answer. */
export const listUsers = operation({
  id: 'users-get',
  at: 'GET /users',
  summary: 'List the users that the caller may see: itself and, for whoever may see users, those with an account in common.',
  group,
  replies: { 200: answers('UsersResponse', Users) },
  errors: responseStatus('UsersResponse'),
  access: 'signed-in',
})

export const getUser = operation({
  id: 'users-id-get',
  at: 'GET /users/{userid}',
  summary: 'Read a user: oneself or, for whoever may see users, one with an account in common.',
  group,
  params: z.object({ userid: OpaqueId }),
  replies: { 200: answers('UserResponse', z.object({ user: User })) },
  errors: responseStatus('UserResponse'),
  access: 'signed-in',
})

export const changePassword = operation({
  id: 'users-id-password-put',
  at: 'PUT /users/{userid}/password',
  summary: "Change one's own password, signed in with the present one; or, for whoever may change users, that of another.",
  group,
  params: z.object({ userid: OpaqueId }),
  body: z.string().meta({ xml: { name: 'Password' } }),
  bodyRoots: ['Password'],
  replies: { 200: null },
  errors: responseStatus('UserResponse'),
  invalid: accountErrors.invalid,
  access: 'signed-in',
  audit: 'own',
})
