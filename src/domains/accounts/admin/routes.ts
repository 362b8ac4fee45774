import { auditContext } from '../../../kernel/audit/audit.ts'
import { handle, reply, type Call, type Route } from '../../../kernel/contract/handler.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { everybody, type Person } from '../user/people.ts'
import { accountOf, featuresOf, listAccounts, openAccount, setAccountStatus, setFeature, setTimeZone } from './accounts.ts'
import { addClient, listClients, removeClient } from './clients.ts'
import * as contract from './contract.ts'
import { countriesOf, setCountries } from './countries.ts'
import { addUser, personOf, resetPassword, setUserAccounts, setUserRoles, setUserStatus } from './users.ts'

const toWire = ({ active, accounts, ...person }: Person): object =>
  ({ ...person, status: active ? 'active' : 'disabled', accounts: accounts.map(({ accountId }) => accountId) })

/** A page out of one item more than it holds: that one is where the next page begins. */
function pageOf<T>({ query, link }: Pick<Call<unknown, { size: number }, unknown>, 'query' | 'link'>, path: string, items: readonly T[], keyOf: (item: T) => string) {
  const following = items[query.size]
  const next = following === undefined ? undefined : link(`${path}?${new URLSearchParams({ page: keyOf(following), size: String(query.size) })}`)
  return { items: items.slice(0, query.size), next }
}

function accountRoutes(database: Database, changed: () => void): readonly Route[] {
  return [
    handle(contract.listAccounts, async (call) => {
      const { page = 1, size } = call.query
      const found = await listAccounts(database.db, { from: page, size: size + 1 })
      const { items, next } = pageOf(call, '/admin/accounts', found, ({ id }) => String(id))
      return reply(200, { accounts: items, next })
    }),
    handle(contract.createAccount, async (call) => {
      const account = await openAccount(database, auditContext(call), call.body)
      return reply(201, account, { Location: call.link(`/admin/accounts/${account.id}`) })
    }),
    handle(contract.getAccount, async ({ params }) => reply(200, await accountOf(database.db, params.account))),
    handle(contract.putAccountStatus, async (call) => {
      const account = await setAccountStatus(database, auditContext(call), call.params.account, call.body.status)
      changed()
      return reply(200, account)
    }),
    handle(contract.putTimeZone, async (call) => reply(200, await setTimeZone(database, auditContext(call), call.params.account, call.body.timeZone))),
    handle(contract.getFeatures, async ({ params }) => reply(200, { features: await featuresOf(database.db, params.account) })),
    handle(contract.putFeature, async (call) => {
      const { account, feature } = call.params
      return reply(200, { features: await setFeature(database, auditContext(call), account, { name: feature, enabled: call.body.enabled }) })
    }),
    handle(contract.getCountries, async ({ params }) => reply(200, { countries: await countriesOf(database.db, params.account) })),
    handle(contract.putCountries, async (call) =>
      reply(200, { countries: await setCountries(database, auditContext(call), call.params.account, call.body.countries) })),
  ]
}

function userRoutes(database: Database, changed: () => void): readonly Route[] {
  const changing = async (person: Promise<Person>) => {
    const after = await person
    changed()
    return reply(200, toWire(after))
  }
  return [
    handle(contract.listUsers, async (call) => {
      const { page = '', size } = call.query
      const { items, next } = pageOf(call, '/admin/users', await everybody(database.db, { from: page, size: size + 1 }), ({ username }) => username)
      return reply(200, { users: items.map(toWire), next })
    }),
    handle(contract.createUser, async (call) => {
      const made = await addUser(database, auditContext(call), call.body)
      return reply(201, made, { Location: call.link(`/admin/users/${encodeURIComponent(made.username)}`) })
    }),
    handle(contract.getUser, async ({ params }) => reply(200, toWire(await personOf(database.db, params.username)))),
    handle(contract.putUserStatus, (call) => changing(setUserStatus(database, auditContext(call), call.params.username, call.body.status))),
    handle(contract.putUserRoles, (call) => changing(setUserRoles(database, auditContext(call), call.params.username, call.body.roles))),
    handle(contract.putUserAccounts, (call) => changing(setUserAccounts(database, auditContext(call), call.params.username, call.body.accounts))),
    handle(contract.resetPassword, async (call) => {
      const made = await resetPassword(database, auditContext(call), call.params.username, call.body.password)
      changed()
      return reply(200, made)
    }),
  ]
}

function clientRoutes(database: Database, changed: () => void): readonly Route[] {
  return [
    handle(contract.listClients, async (call) => {
      const { page = '', size } = call.query
      const { items, next } = pageOf(call, '/admin/clients', await listClients(database.db, { from: page, size: size + 1 }), ({ id }) => id)
      return reply(200, { clients: items, next })
    }),
    handle(contract.createClient, async (call) => {
      const made = await addClient(database, auditContext(call), call.body)
      return reply(201, made, { Location: call.link(`/admin/clients/${made.id}`) })
    }),
    handle(contract.deleteClient, async (call) => {
      await removeClient(database, auditContext(call), call.params.client)
      changed()
      return reply(204)
    }),
  ]
}

/** The operations under `/admin`. `changed` is called after a change of what requests are let in by. */
export function adminRoutes(database: Database, changed: () => void): readonly Route[] {
  return [...accountRoutes(database, changed), ...userRoutes(database, changed), ...clientRoutes(database, changed)]
}
