import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RoleGrant } from '../../src/domains/accounts/index.ts'
import { allRoles } from '../../src/domains/accounts/roles.ts'
import type { Operation } from '../../src/kernel/contract/operation.ts'
import { person } from '../world/people.ts'
import { addressOf, type PathValues } from '../world/requests.ts'
import { createWorld, type FreshAccount, type World } from '../world/world.ts'

/** Every right against every operation: let through, refused, or as if nothing were there. */

const rights = allRoles.flatMap((role) => [`${role}:view`, `${role}:update`])
const AT_ONCE = 16

let world: World
let mine: FreshAccount
let operations: readonly Operation[]
beforeAll(async () => {
  world = await createWorld({ worker: false })
  mine = await world.newAccount()
  operations = world.program.routes.map(({ operation }) => operation)
})
afterAll(() => world.close())

function grants(held: readonly string[]): RoleGrant[] {
  return allRoles.map((role) => ({ role, view: held.includes(`${role}:view`), update: held.includes(`${role}:update`) }))
}

function userWith(username: string, held: readonly string[]): Promise<string> {
  return person(world, { username, accounts: [mine.account], roles: grants(held) })
}

/** Ids that lead nowhere, so that whoever is let through changes nothing. */
function valuesFor({ path }: Operation, account: number): PathValues {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name.toLowerCase())
  return Object.fromEntries(names.map((name) => [name, name === 'accountid' ? account : '999999999']))
}

async function ask(operation: Operation, auth: string, account = mine.account): Promise<number> {
  const address = addressOf(operation, valuesFor(operation, account))
  const response = await fetch(address.startsWith('/sandbox') ? world.origin + address : world.url + address, {
    method: operation.method, headers: { authorization: `Basic ${btoa(auth)}`, 'content-type': 'application/xml' },
    body: operation.body ? '<Nothing/>' : undefined,
  })
  // Some answers go on for as long as somebody listens.
  await response.body?.cancel()
  return response.status
}

/** The operations whose answer is not as it should be, each with its status. */
async function wrong(of: readonly Operation[], send: (operation: Operation) => Promise<number>, fits: (status: number, operation: Operation) => boolean): Promise<string[]> {
  const found: string[] = []
  for (let at = 0; at < of.length; at += AT_ONCE) {
    const part = of.slice(at, at + AT_ONCE)
    const statuses = await Promise.all(part.map(send))
    part.forEach((operation, index) => {
      const status = statuses[index] ?? 0
      if (!fits(status, operation)) found.push(`${operation.id} (${operation.access}) answers ${status}`)
    })
  }
  return found
}

const asksForRight = ({ access }: Operation) => access !== 'public' && access !== 'signed-in'
const letIn = (status: number) => status !== 401 && status !== 403

describe('the rights that operations ask for', () => {
  it('can all be given to a user', () => {
    expect(operations.filter((operation) => asksForRight(operation) && !rights.includes(operation.access)).map(({ id, access }) => `${id}: ${access}`)).toEqual([])
  })

  it('are asked for by all operations but those that look at the caller themselves', () => {
    const open = operations.filter((operation) => !asksForRight(operation) && operation.built !== false && !operation.path.startsWith('/sandbox/'))
    expect(open.map(({ id }) => id).sort()).toEqual(['account-get', 'users-get', 'users-id-get', 'users-id-password-put'])
  })
})

describe('a user who holds one right and no other', () => {
  it.each(rights)('%s is let through where it is asked for, and refused with 403 where another is', async (right) => {
    const auth = await userWith(`only ${right.replace(':', ' ')}`, [right])
    expect(await wrong(operations.filter(asksForRight), (operation) => ask(operation, auth),
      (status, { access }) => access === right ? letIn(status) : status === 403)).toEqual([])
  })
})

describe('a user who holds all rights but one', () => {
  it.each(rights)('%s is refused with 403 where that is asked for', async (right) => {
    const asking = operations.filter(({ access }) => access === right)
    const auth = await userWith(`all but ${right.replace(':', ' ')}`, rights.filter((other) => other !== right))
    expect(await wrong(asking, (operation) => ask(operation, auth), (status) => status === 403)).toEqual([])
  })
})

describe('a user who holds all rights', () => {
  it('finds nothing under an account of somebody else', async () => {
    const auth = await userWith('everything', rights)
    const theirs = await world.newAccount()
    const withAccount = operations.filter(({ path }) => path.includes('{accountId}'))
    expect(withAccount.length).toBeGreaterThan(10)
    expect(await wrong(withAccount, (operation) => ask(operation, auth, theirs.account), (status) => status === 404)).toEqual([])
  })
})
