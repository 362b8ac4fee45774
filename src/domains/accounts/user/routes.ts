import { auditContext } from '../../../kernel/audit/audit.ts'
import { handle, reply, type Route } from '../../../kernel/contract/handler.ts'
import { changePassword, getUser, listAccountUsers, listUsers } from './contract.ts'
import type { UserDirectory } from './directory.ts'
import type { Person } from './people.ts'

function toWire({ username, firstName, lastName, email, telephoneNumber, roles, accounts }: Person): object {
  return {
    username, firstName, lastName, emailAddress: email, telephoneNumber, accounts,
    roles: roles.map(({ role, view, update }) => ({
      roleName: role,
      permissions: [...view ? [{ permissionName: 'VIEW' }] : [], ...update ? [{ permissionName: 'UPDATE' }] : []],
    })),
  }
}

/** `changed` is called after something that signed-in users are remembered by was changed. */
export function userRoutes(directory: UserDirectory, changed: () => void): readonly Route[] {
  return [
    handle(listAccountUsers, async ({ params }) => {
      const people = await directory.ofAccount(params.accountId)
      return reply(200, { users: people.map(toWire) })
    }),
    handle(listUsers, async ({ actor }) => {
      const people = await directory.visibleTo(actor)
      return reply(200, { users: people.map(toWire) })
    }),
    handle(getUser, async ({ actor, params }) => reply(200, { user: toWire(await directory.get(actor, params.userid)) })),
    handle(changePassword, async (call) => {
      await directory.changePassword({ ...auditContext(call), actor: call.actor }, call.params.userid, call.body)
      changed()
      return reply(200)
    }),
  ]
}
