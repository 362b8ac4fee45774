import type { FreshAccount, World } from './world.ts'
import { at, has, text } from './xml.ts'

/** Numbers that the simulated carriers treat as their names say, in the area code of Raleigh. */
export const magic = {
  automated: '9195550140', asks: '9195550141', byHand: '9195550142', refusedByHand: '9195550143', unsupported: '9195550144', outage: '9195550145',
  company: '9195550163', guide: '9198675309',
} as const

export const csrXml = (tn: string, more = ''): string => `<Csr><WorkingOrBillingTelephoneNumber>${tn}</WorkingOrBillingTelephoneNumber>${more}</Csr>`

/** Everything that can be said of an end user, as documented. */
export const EVERY_FIELD = '<AccountNumber>987654321</AccountNumber><AccountTelephoneNumber>9196194444</AccountTelephoneNumber><EndUserName>bandwidthGuy</EndUserName>' +
  '<AuthorizingUserName>importantAuthGuy</AuthorizingUserName><CustomerCode>123</CustomerCode><EndUserPIN>12345</EndUserPIN><EndUserPassword>password</EndUserPassword>' +
  '<AddressLine1>900 Main Campus Dr</AddressLine1><City>Raleigh</City><State>NC</State><ZIPCode>27612</ZIPCode><TypeOfService>residential</TypeOfService>'

/** What clients do with customer service records on an account. */
export function csrs(world: World, { account, auth }: FreshAccount) {
  const path = `/accounts/${account}/csrs`
  const post = (body: string) => world.api('POST', path, body, { auth })
  const get = (more = '', as = auth) => world.api('GET', `${path}${more}`, undefined, { auth: as })
  return {
    path, post, get,
    put: (id: string, body: string) => world.api('PUT', `${path}/${id}`, body, { auth }),
    /** Places an order, lets everything happen that is due, and answers its id. */
    async placed(tn: string, more = ''): Promise<string> {
      const answer = await post(csrXml(tn, more))
      if (answer.status !== 200) throw new Error(`the order was refused with ${answer.status}: ${answer.text}`)
      await world.settle(account)
      return text(answer.xml, 'OrderId')
    },
    async statusOf(id: string): Promise<string> {
      return text((await get(`/${id}`)).xml, 'Status')
    },
    /** Code and text of the one error that an order or a refusal shows, or undefined. */
    async errorOf(id: string): Promise<readonly [string, string] | undefined> {
      const { xml } = await get(`/${id}`)
      if (!has(xml, 'Errors')) return undefined
      const error = at(xml, 'Errors/Error')
      return [text(error, 'Code'), text(error, 'Description')]
    },
    async historyOf(id: string): Promise<string[]> {
      const rows = await world.database.db.selectFrom('order_event').select(['move', 'to_status', 'actor']).where('order_id', '=', id).orderBy('position').execute()
      return rows.map(({ move, to_status: to }) => `${move} ${to}`)
    },
  }
}
