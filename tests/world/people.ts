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

/** Makes everybody in the world an administrator of the installation. */
export async function administrators(world: World): Promise<void> {
  await world.database.pool.query(`insert into user_role (user_id, role, can_view, can_update) select id, 'ROLE_ADMIN', true, true from app_user on conflict do nothing`)
}
