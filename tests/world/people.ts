import { createUser, type NewUser } from '../../src/domains/accounts/index.ts'
import { systemClock } from '../../src/kernel/clock/clock.ts'
import type { Answer, World } from './world.ts'

/** The password of the users that tests make. */
export const PASSWORD = 'Gr8-horse!'

/** Adds a user with what is given; answers its credentials. */
export async function person(world: World, user: Pick<NewUser, 'username'> & Partial<NewUser>): Promise<string> {
  await createUser(world.database.db, { password: PASSWORD, roles: [], accounts: [], at: systemClock.now(), ...user })
  return `${user.username}:${user.password ?? PASSWORD}`
}

/** The operations under /admin, called as the sandbox's administrator unless said otherwise. */
export function administration(world: World, auth = 'sandbox:sandbox') {
  return (method: string, path: string, body?: object): Promise<Answer> =>
    world.api(method, `/admin${path}`, body && JSON.stringify(body), { auth, headers: body ? { 'content-type': 'application/json' } : {} })
}
