import { listOf } from './held-numbers.ts'
import type { FreshAccount, World } from './world.ts'
import { text } from './xml.ts'

/** Numbers that the seeded stock does not have, ascending, from an area code. */
export async function outside(world: World, quantity: number, areaCode = '303'): Promise<string[]> {
  const { rows } = await world.database.pool.query<{ tn: string }>(`select tn from (
      select $1 || lpad((2000000 + n)::text, 7, '0') as tn from generate_series(1, 20000) n) t
    where not exists (select from telephone_number known where known.tn = t.tn) and not exists (select from telephone_number_history past where past.tn = t.tn)
    order by tn limit $2`, [areaCode, quantity])
  return rows.map(({ tn }) => tn)
}

const ADDRESS = '<HouseNumber>11235</HouseNumber><StreetName>Back</StreetName><City>Denver</City><StateCode>CO</StateCode><Zip>27541</Zip><County>Canyon</County>'
export const SUBSCRIBER = `<Subscriber><Name>ABC Inc.</Name><ServiceAddress>${ADDRESS}</ServiceAddress></Subscriber>`

interface ImportParts { readonly site?: string, readonly subscriber?: string, readonly person?: string, readonly more?: string }

/** The body of an order that imports numbers, as documented; each part can be another one, or left out with ''. */
export const importBody = (siteId: number, tns: readonly string[], { site, subscriber = SUBSCRIBER, person, more = '' }: ImportParts = {}): string =>
  `<ImportTnOrder><CustomerOrderID>ICPA123ABC</CustomerOrderID>${site ?? `<SiteId>${siteId}</SiteId>`}${subscriber}` +
  `${person ?? '<LoaAuthorizingPerson>The Authguy</LoaAuthorizingPerson>'}${more}<TelephoneNumbers>${listOf(tns)}</TelephoneNumbers></ImportTnOrder>`

export const removalBody = (tns: readonly string[], more = ''): string =>
  `<RemoveImportedTnOrder>${more}<TelephoneNumbers>${listOf(tns)}</TelephoneNumbers></RemoveImportedTnOrder>`

export const externalBody = (siteId: number, action: string, tns: readonly string[], more = ''): string =>
  `<ExternalTnsOrder><CustomerOrderId>ICPA123ABC</CustomerOrderId><SiteId>${siteId}</SiteId>${more}<Action>${action}</Action>` +
  `<TelephoneNumbers>${listOf(tns)}</TelephoneNumbers></ExternalTnsOrder>`

/** What one account does with numbers that it brings. Each places an order, settles and answers the order's id. */
export function bringing(world: World, { account, auth, site }: Pick<FreshAccount, 'account' | 'auth' | 'site'>) {
  const call = (method: string, path: string, body?: string) => world.api(method, `/accounts/${account}${path}`, body, { auth })
  const place = async (path: string, body: string): Promise<string> => {
    const answer = await call('POST', path, body)
    if (answer.status !== 201) throw new Error(`${path} answered ${answer.status}: ${answer.text}`)
    await world.settle(account)
    return text(answer.xml, `${answer.xml.name.replace('Response', '')}/OrderId`)
  }
  return {
    get: (path: string) => call('GET', path),
    post: (path: string, body: string) => call('POST', path, body),
    import: (tns: readonly string[], parts?: ImportParts) => place('/importTnOrders', importBody(site, tns, parts)),
    remove: (tns: readonly string[], more?: string) => place('/removeImportedTnOrders', removalBody(tns, more)),
    external: (action: string, tns: readonly string[], more?: string) => place('/externalTns', externalBody(site, action, tns, more)),
  }
}
