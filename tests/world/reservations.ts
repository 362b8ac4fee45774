import type { FreshAccount, World } from './world.ts'

/** Reserves a number for an account and answers the reservation's id. */
export async function reserve(world: World, { account, auth }: Pick<FreshAccount, 'account' | 'auth'>, tn: string): Promise<string> {
  const answer = await world.api('POST', `/accounts/${account}/tnreservation`, `<Reservation><ReservedTn>${tn}</ReservedTn></Reservation>`, { auth })
  if (answer.status !== 201) throw new Error(`the reservation was refused with ${answer.status}: ${answer.text}`)
  return answer.headers.get('location')?.split('/').at(-1) ?? ''
}
