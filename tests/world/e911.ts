import { listOf } from './held-numbers.ts'
import { xml, type Elements } from './locations.ts'
import type { Answer, FreshAccount, World } from './world.ts'
import { text } from './xml.ts'

/** The address of the documented examples that are about dynamic location. */
export const CAMPUS = {
  HouseNumber: '901', StreetName: 'MAIN CAMPUS', StreetSuffix: 'DR', City: 'RALEIGH', StateCode: 'NC', Zip: '27606', PlusFour: '5244', Country: 'United States',
} satisfies Elements

/** One that is mended: it is on PENNSYLVANIA AVE NW. */
export const MISSPELT = { HouseNumber: '1600', StreetName: 'PENNSYLVANIO', StreetSuffix: 'AVE', PostDirectional: 'NW', City: 'WASHINGTON', StateCode: 'DC', Zip: '20006' } satisfies Elements

/** One that nobody knows. */
export const NOWHERE = { HouseNumber: '1', StreetName: 'PO BOX 12', City: 'RALEIGH', StateCode: 'NC', Zip: '27606' } satisfies Elements

/** On that campus, where the simulated emergency service behaves as `docs/industry.md` says of this house. */
export const house = (number: string): Elements => ({ ...CAMPUS, HouseNumber: number, PlusFour: undefined })

/** The body of an order about numbers. */
export const numbersBody = (tns: readonly string[], more: Elements = { Address: CAMPUS }): string =>
  `<E911Order>${xml(more)}<TelephoneNumbers>${listOf(tns)}</TelephoneNumbers></E911Order>`

/** The body of an order about identifiers. */
export const identifiersBody = (identifiers: readonly Elements[], more: Elements = {}): string =>
  `<E911Order>${xml({ ...more, AlternateEndUserIdentifiers: { AlternateEndUserIdentifier: identifiers } })}</E911Order>`

/** The body of an order about additional addresses. */
export const locationsBody = (addresses: readonly Elements[], more: Elements = {}): string =>
  `<E911Order>${xml({ ...more, AdditionalAddresses: { Address: addresses } })}</E911Order>`

export const REMOVE = { DeleteTNSpecificE911Address: 'true' } satisfies Elements

/** What one account does with emergency orders. */
export function calling(world: World, { account, auth }: Pick<FreshAccount, 'account' | 'auth'>) {
  const call = (method: string, path: string, body?: string): Promise<Answer> => world.api(method, `/accounts/${account}${path}`, body, { auth })
  const post = (body: string) => call('POST', '/e911s', body)
  /** Places an order and answers its id. */
  const place = async (body: string): Promise<string> => {
    const answer = await post(body)
    if (answer.status !== 201) throw new Error(`the order was refused with ${answer.status}: ${answer.text}`)
    return text(answer.xml, 'E911Order/orderId')
  }
  const read = (id: string) => call('GET', `/e911s/${id}`)
  return {
    post, place, read,
    get: (path: string) => call('GET', path),
    /** Places an order, settles and answers it. */
    async done(body: string): Promise<Answer> {
      const id = await place(body)
      await world.settle(account)
      return read(id)
    },
    details: (tn: string) => world.api('GET', `/tns/${tn}/tndetails`, undefined, { auth }),
  }
}

/** The state of an order and the codes in its list of errors. */
export const outcome = ({ text: body }: Answer): string =>
  [/<ProcessingStatus>(\w+)/.exec(body)?.[1], ...[...body.matchAll(/<Code>(\d+)</g)].map(([, code]) => code)].join(' ')

/** What the details of a number say of its emergency service. */
export const e911In = ({ text: body }: Answer): string | undefined => /<E911>.*<\/E911>/.exec(body)?.[0]
