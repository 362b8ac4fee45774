import type { Answer, FreshAccount, World } from './world.ts'

const ADMIN = { 'content-type': 'application/json', accept: 'application/json' }

/** The sandbox's own endpoints, called as the user of an account unless said otherwise. */
export function sandboxOf(world: World, { account, auth }: Pick<FreshAccount, 'account' | 'auth'>) {
  const call = async (verb: string, body?: object, as = auth): Promise<Answer> => {
    const response = await fetch(`${world.origin}/sandbox/accounts/${account}/${verb}`, {
      method: 'POST', body: body === undefined ? undefined : JSON.stringify(body), headers: { ...ADMIN, authorization: `Basic ${btoa(as)}` },
    })
    const text = await response.text()
    const answer = { status: response.status, headers: response.headers, text, get json(): unknown { return JSON.parse(text) } }
    return { ...answer, get xml(): never { throw new Error('the sandbox was asked for JSON') } }
  }
  return {
    clock: (move: object, as?: string) => call('clock', move, as),
    settle: (seconds = 30, as?: string) => call(`settle?timeout=${seconds}`, undefined, as),
    reset: (as?: string) => call('reset', undefined, as),
  }
}

/** The instant in an answer's `now`, in milliseconds since the epoch. */
export function nowOf({ json, text }: Answer): number {
  if (typeof json !== 'object' || json === null || !('now' in json)) throw new Error(`there is no now in ${text}`)
  return Date.parse(String(json.now))
}
