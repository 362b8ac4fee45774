import { createUser } from '../../src/domains/accounts/index.ts'
import { systemClock } from '../../src/kernel/clock/clock.ts'
import type { Answer, World } from './world.ts'

/** Elements of a request: text, elements inside, one element for each entry of a list. */
export interface Elements { readonly [name: string]: string | Elements | readonly (string | Elements)[] | undefined }

/** Writes a request body. Values are taken as they are: no escaping, so that tests can send broken text too. */
export function xml(elements: Elements): string {
  return Object.entries(elements).flatMap(([name, value]) => value === undefined ? [] : [value].flat().map((each) =>
    `<${name}>${typeof each === 'string' ? each : xml(each)}</${name}>`)).join('')
}

const SITE_ADDRESS = {
  HouseNumber: '1600', StreetName: 'PENNSYLVANIA', StreetSuffix: 'AVE', PostDirectional: 'NW', City: 'WASHINGTON', StateCode: 'DC', Zip: '20006', Country: 'US',
}
/** The documented request for a site. */
export const SITE = { Name: 'Raleigh', Description: 'Test Gateway', CustomerName: 'BW', Address: SITE_ADDRESS } satisfies Elements

/** Calls on the sites and SIP peers of one account. */
export function locations(world: World, { account, auth }: { readonly account: number, readonly auth: string }) {
  const call = (method: string, path: string, body?: string): Promise<Answer> => world.api(method, `/accounts/${account}${path}`, body, { auth })
  const added = async (answer: Answer): Promise<number> => {
    if (answer.status !== 201) throw new Error(`the answer is ${answer.status}: ${answer.text}`)
    return Number(answer.headers.get('location')?.split('/').at(-1))
  }
  return {
    get: (path: string) => call('GET', path),
    put: (path: string, body: Elements) => call('PUT', path, xml(body)),
    post: (path: string, body: Elements) => call('POST', path, xml(body)),
    patch: (path: string, body: Elements) => call('PATCH', path, xml(body)),
    remove: (path: string) => call('DELETE', path),
    postSite: (site: Elements) => call('POST', '/sites', xml({ Site: site })),
    addSite: async (site: Elements) => added(await call('POST', '/sites', xml({ Site: site }))),
    postPeer: (site: number | string, peer: Elements) => call('POST', `/sites/${site}/sippeers`, xml({ SipPeer: peer })),
    addPeer: async (site: number, peer: Elements) => added(await call('POST', `/sites/${site}/sippeers`, xml({ SipPeer: peer }))),
    /** Credentials of a new user of the account who may only look at things, and only with this role. */
    async userWith(role: 'ROLE_API_SEARCH' | 'ROLE_API_ACCOUNT'): Promise<string> {
      const username = `${role} of ${account}`
      await createUser(world.database.db, { username, password: 'x', at: systemClock.now(), roles: [{ role, view: true, update: false }], accounts: [account] })
      return `${username}:x`
    },
  }
}
