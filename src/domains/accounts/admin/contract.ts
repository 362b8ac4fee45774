import { z } from 'zod'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import { OpaqueId } from '../../../kernel/contract/path-ids.ts'
import { responseStatus } from '../../../kernel/errors/envelopes.ts'
import { list } from '../../../kernel/xml/index.ts'
import { accountErrors } from '../errors.ts'
import { allRoles, ROLE_ADMIN } from '../roles.ts'

/** Operations of ours, for whoever runs the installation. NOTE: `account` is not `accountId`, which is limited to one's own. */
const shared = {
  group: 'admin', errors: responseStatus('AdminResponse'), invalid: accountErrors.invalid, source: 'our own', prefers: 'json',
} as const
const view = { ...shared, access: `${ROLE_ADMIN}:view` } as const
const update = { ...shared, access: `${ROLE_ADMIN}:update`, audit: 'own' } as const

const text = z.string().min(1).max(200)
const Account = z.int().min(1).max(2_147_483_647)
const accountParams = z.object({ account: z.string().regex(/^\d{1,9}$/).transform(Number) })
const userParams = z.object({ username: OpaqueId })
const pageOf = z.string().max(300).optional().meta({ description: 'Where the page begins: as `next` of the page before has it.' })
const size = z.int().min(1).max(1000).default(100)
const next = z.string().optional().meta({ description: 'Address of the next page; absent on the last one.' })

const AccountView = z.object({
  id: z.int(), companyName: z.string(), accountType: z.string(), customerSegment: z.string().optional(),
  status: z.enum(['active', 'suspended']), timeZone: z.string(), sandbox: z.boolean(), createdAt: z.date(),
}).meta({ id: 'AdminAccount' })

const Grant = z.object({ role: z.enum(allRoles), view: z.boolean().default(true), update: z.boolean().default(false) })
const GrantView = z.object({ role: z.string(), view: z.boolean(), update: z.boolean() })
const UserView = z.object({
  username: z.string(), firstName: z.string().optional(), lastName: z.string().optional(), email: z.string().optional(),
  telephoneNumber: z.string().optional(), status: z.enum(['active', 'disabled']),
  roles: list(GrantView, 'Grant'), accounts: list(z.int(), 'Account'),
}).meta({ id: 'AdminUser' })
const Credentials = z.object({
  username: z.string(),
  password: z.string().optional().meta({ description: 'Shown here and never again; absent where the request gave one.' }),
}).meta({ id: 'AdminCredentials' })

export const listAccounts = operation({
  ...view, id: 'admin-accounts-get', at: 'GET /admin/accounts', summary: 'List all accounts, by id.',
  query: z.object({ page: z.int().min(1).optional(), size }),
  replies: { 200: answers('AdminAccounts', z.object({ accounts: list(AccountView, 'Account'), next }).meta({ id: 'AdminAccounts' })) },
})
export const createAccount = operation({
  ...update, id: 'admin-accounts-post', at: 'POST /admin/accounts', summary: 'Open an account with every product and feature.',
  body: z.object({ id: Account.optional(), companyName: text, customerSegment: text.optional(), sandbox: z.boolean().default(false) })
    .meta({ id: 'AdminNewAccount', xml: { name: 'Account' } }),
  replies: { 201: answers('Account', AccountView) },
})
export const getAccount = operation({
  ...view, id: 'admin-accounts-id-get', at: 'GET /admin/accounts/{account}', summary: 'Read an account.', params: accountParams,
  replies: { 200: answers('Account', AccountView) },
})
export const putAccountStatus = operation({
  ...update, id: 'admin-accounts-id-status-put', at: 'PUT /admin/accounts/{account}/status',
  summary: 'Suspend an account, which then answers like one that does not exist, or resume it.', params: accountParams,
  body: z.object({ status: z.enum(['active', 'suspended']) }).meta({ id: 'AdminAccountStatus', xml: { name: 'Account' } }),
  replies: { 200: answers('Account', AccountView) },
})

export const putTimeZone = operation({
  ...update, id: 'admin-accounts-id-time-zone-put', at: 'PUT /admin/accounts/{account}/timeZone',
  summary: "Set the time zone in which an account's days begin: its daily digests are made by it.", params: accountParams,
  body: z.object({ timeZone: z.string().max(100).meta({ description: 'A name of the IANA time zone database.' }) }).meta({ id: 'AdminTimeZone', xml: { name: 'Account' } }),
  replies: { 200: answers('Account', AccountView) },
})

const Features = z.object({ features: list(z.object({ name: z.string(), enabled: z.boolean() }), 'Feature') }).meta({ id: 'AdminFeatures' })
export const getFeatures = operation({
  ...view, id: 'admin-accounts-id-features-get', at: 'GET /admin/accounts/{account}/features',
  summary: 'Which products (Origination) and features of them (Origination.CallForwarding) an account has.', params: accountParams,
  replies: { 200: answers('AdminFeatures', Features) },
})
export const putFeature = operation({
  ...update, id: 'admin-accounts-id-features-id-put', at: 'PUT /admin/accounts/{account}/features/{feature}',
  summary: 'Switch a product or feature of an account on or off. A product that goes takes its features along.',
  params: accountParams.extend({ feature: OpaqueId }),
  body: z.object({ enabled: z.boolean() }).meta({ id: 'AdminFeature', xml: { name: 'Feature' } }),
  replies: { 200: answers('AdminFeatures', Features) },
})

const Countries = z.object({ countries: list(z.string(), 'Country') }).meta({ id: 'AdminCountries' })
export const getCountries = operation({
  ...view, id: 'admin-accounts-id-countries-get', at: 'GET /admin/accounts/{account}/countries',
  summary: 'The countries, as three letters, that messages of an account may break out to.', params: accountParams,
  replies: { 200: answers('AdminCountries', Countries) },
})
export const putCountries = operation({
  ...update, id: 'admin-accounts-id-countries-put', at: 'PUT /admin/accounts/{account}/countries',
  summary: 'Approve these countries for messages of an account, and no others. What SIP peers have stays until it is set anew.',
  params: accountParams, body: Countries.meta({ id: 'AdminCountriesWanted', xml: { name: 'AdminCountries' } }), replies: { 200: answers('AdminCountries', Countries) },
})

export const listUsers = operation({
  ...view, id: 'admin-users-get', at: 'GET /admin/users', summary: 'List all users, by name.', query: z.object({ page: pageOf, size }),
  replies: { 200: answers('AdminUsers', z.object({ users: list(UserView, 'User'), next }).meta({ id: 'AdminUsers' })) },
})
export const createUser = operation({
  ...update, id: 'admin-users-post', at: 'POST /admin/users', summary: 'Add a user; a password is made where none is given.',
  body: z.object({
    username: text, password: z.string().optional(), firstName: text.optional(), lastName: text.optional(), email: text.optional(),
    telephoneNumber: z.string().regex(/^\d{10}$/).optional(),
    roles: list(Grant, 'Grant').default([]), accounts: list(Account, 'Account').default([]),
  }).meta({ id: 'AdminNewUser', xml: { name: 'User' } }),
  replies: { 201: answers('User', Credentials) },
})
export const getUser = operation({
  ...view, id: 'admin-users-id-get', at: 'GET /admin/users/{username}', summary: 'Read a user.', params: userParams,
  replies: { 200: answers('User', UserView) },
})
export const putUserStatus = operation({
  ...update, id: 'admin-users-id-status-put', at: 'PUT /admin/users/{username}/status',
  summary: 'Disable a user, whose passwords, tokens and clients then do not hold any more, or enable it.', params: userParams,
  body: z.object({ status: z.enum(['active', 'disabled']) }).meta({ id: 'AdminUserStatus', xml: { name: 'User' } }),
  replies: { 200: answers('User', UserView) },
})
export const putUserRoles = operation({
  ...update, id: 'admin-users-id-roles-put', at: 'PUT /admin/users/{username}/roles',
  summary: 'Give a user these roles instead of those that it has.', params: userParams,
  body: z.object({ roles: list(Grant, 'Grant') }).meta({ id: 'AdminUserRoles', xml: { name: 'User' } }),
  replies: { 200: answers('User', UserView) },
})
export const putUserAccounts = operation({
  ...update, id: 'admin-users-id-accounts-put', at: 'PUT /admin/users/{username}/accounts',
  summary: 'Let a user work with these accounts instead of those that it has.', params: userParams,
  body: z.object({ accounts: list(Account, 'Account') }).meta({ id: 'AdminUserAccounts', xml: { name: 'User' } }),
  replies: { 200: answers('User', UserView) },
})
export const resetPassword = operation({
  ...update, id: 'admin-users-id-password-post', at: 'POST /admin/users/{username}/password',
  summary: 'Give a user another password; one is made where none is given.', params: userParams,
  body: z.object({ password: z.string().optional() }).meta({ id: 'AdminPassword', xml: { name: 'User' } }),
  replies: { 200: answers('User', Credentials) },
})

const ClientView = z.object({ id: z.string(), username: z.string(), createdAt: z.date() }).meta({ id: 'AdminClient' })
export const listClients = operation({
  ...view, id: 'admin-clients-get', at: 'GET /admin/clients', summary: 'List the OAuth clients, by id.', query: z.object({ page: pageOf, size }),
  replies: { 200: answers('AdminClients', z.object({ clients: list(ClientView, 'Client'), next }).meta({ id: 'AdminClients' })) },
})
export const createClient = operation({
  ...update, id: 'admin-clients-post', at: 'POST /admin/clients', summary: 'Add an OAuth client that acts as a user. Its secret is shown here and never again.',
  body: z.object({ username: text, id: z.string().regex(/^[\w.-]{1,100}$/).optional() }).meta({ id: 'AdminNewClient', xml: { name: 'Client' } }),
  replies: { 201: answers('Client', z.object({ id: z.string(), secret: z.string(), username: z.string() }).meta({ id: 'AdminClientSecret' })) },
})
export const deleteClient = operation({
  ...update, id: 'admin-clients-id-delete', at: 'DELETE /admin/clients/{client}', summary: 'Remove an OAuth client and all of its tokens.',
  params: z.object({ client: OpaqueId }), replies: { 204: null },
})
