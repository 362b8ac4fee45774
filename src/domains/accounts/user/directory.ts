import { audit, type AuditContext } from '../../../kernel/audit/audit.ts'
import type { Actor } from '../../../kernel/contract/handler.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { commonErrors } from '../../../kernel/errors/common.ts'
import { accountErrors } from '../errors.ts'
import { ROLE_API_USER } from '../roles.ts'
import { REMEMBERED, replacePassword, wasUsed } from './password-history.ts'
import { checkPassword } from './password-rules.ts'
import { hashPassword } from './passwords.ts'
import { findPerson, peopleOf, type Person } from './people.ts'

/** Users as their colleagues see and change them. */
export interface UserDirectory {
  ofAccount(accountId: number): Promise<Person[]>
  /** Those whom the actor may see: oneself; with ROLE_API_USER everybody who has an account in common. */
  visibleTo(actor: Actor): Promise<Person[]>
  /** Throws 12000 for a user whom the actor may not see, exactly as for one that does not exist. */
  get(actor: Actor, username: string): Promise<Person>
  /**
   * Throws 12000 like `get`, 1001 for whoever may see but not change the user, and the refusals of the password's rules.
   */
  changePassword(context: AuditContext & { readonly actor: Actor }, username: string, password: string): Promise<void>
}

const mayUse = ({ rights }: Actor, right: 'view' | 'update') => rights.has(`${ROLE_API_USER}:${right}`)
const isSelf = (actor: Actor, person: Person) => actor.userId === person.id
const shares = ({ accounts }: Actor, person: Person) => person.accounts.some(({ accountId }) => accounts.has(accountId))

/** A colleague's other accounts are none of the actor's business. */
function asSeenBy(actor: Actor, person: Person): Person {
  return isSelf(actor, person) ? person : { ...person, accounts: person.accounts.filter(({ accountId }) => actor.accounts.has(accountId)) }
}

/**
 * Whoever sets a password can act as its user, so nobody may set that of a user who can do more. One's own takes the
 * present password as proof: a token alone does not do.
 */
function mayChange(actor: Actor, { id, roles, accounts }: Person): boolean {
  if (id === actor.userId) return actor.signedInWith === 'password'
  const rights = roles.flatMap(({ role, view, update }) => [...view ? [`${role}:view`] : [], ...update ? [`${role}:update`] : []])
  return mayUse(actor, 'update') && rights.every((right) => actor.rights.has(right))
    && accounts.every(({ accountId }) => actor.accounts.has(accountId))
}

export function createUserDirectory(database: Database): UserDirectory {
  const find = async (actor: Actor, username: string): Promise<Person> => {
    const person = await findPerson(database.db, username)
    const visible = person && (isSelf(actor, person) || ((mayUse(actor, 'view') || mayUse(actor, 'update')) && shares(actor, person)))
    if (!visible) throw accountErrors.userUnknown({ user: username })
    return person
  }
  return {
    ofAccount: (accountId) => peopleOf(database.db, [accountId]),
    async visibleTo(actor) {
      if (mayUse(actor, 'view')) {
        const colleagues = await peopleOf(database.db, [...actor.accounts])
        if (colleagues.some((person) => isSelf(actor, person))) return colleagues
      }
      const self = await findPerson(database.db, actor.userName)
      return self ? [self] : []
    },
    get: async (actor, username) => asSeenBy(actor, await find(actor, username)),
    async changePassword(context, username, password) {
      const person = await find(context.actor, username)
      if (!mayChange(context.actor, person)) throw commonErrors.accessDenied()
      checkPassword(password, person)
      if (await wasUsed(database.db, person.id, password)) throw accountErrors.passwordUsedBefore({ count: REMEMBERED })
      const passwordHash = await hashPassword(password)
      await database.transaction(async (tx) => {
        await replacePassword(tx, person.id, passwordHash, context.at)
        await audit(tx, context, { operation: 'users-id-password-put', subject: `user ${person.username}`, before: { password: 'old' }, after: { password: 'new' } })
      })
    },
  }
}
