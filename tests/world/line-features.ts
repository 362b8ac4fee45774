import { listOf } from './held-numbers.ts'
import { holdNumbers } from './hold-numbers.ts'
import type { FreshAccount, World } from './world.ts'
import { at, text } from './xml.ts'

const group = (name: string, tns: readonly string[], parts: string) => `<${name}TnGroup><TelephoneNumbers>${listOf(tns)}</TelephoneNumbers>${parts}</${name}TnGroup>`
const order = (name: string, groups: string, more: string) => `<${name}Order>${more}<${name}TnGroups>${groups}</${name}TnGroups></${name}Order>`

export const NAME = '<SubscriberInformation>Joes Garage</SubscriberInformation><UseType>RESIDENTIAL</UseType><Visibility>PUBLIC</Visibility>'
export const nameOf = (name: string): string => NAME.replace('Joes Garage', name)

/** A group of numbers that are to get a calling name. */
export const lidbGroup = (tns: readonly string[], parts = NAME): string => group('Lidb', tns, parts)
export const lidbXml = (groups: string, more = ''): string => order('Lidb', groups, more)

interface ListingParts { readonly type?: string, readonly listing?: string, readonly name?: string, readonly list?: string, readonly address?: string }

export const LISTING_NAME = '<FirstName>Joe</FirstName><LastName>Smith</LastName>'
export const ADDRESS = '<HouseNumber>12</HouseNumber><StreetName>ELM</StreetName><City>New York</City><StateCode>NY</StateCode><Zip>10007</Zip>'

/** What a listing consists of, as documented; each part can be another one, or left out with ''. */
export const listing = ({ type, listing: kind, name, list, address }: ListingParts = {}): string =>
  `${type ?? '<SubscriberType>BUSINESS</SubscriberType>'}${kind ?? '<ListingType>LISTED</ListingType>'}${name ?? `<ListingName>${LISTING_NAME}</ListingName>`}` +
  `${list ?? '<ListAddress>true</ListAddress>'}${address ?? `<Address>${ADDRESS}<AddressType>DLDA</AddressType></Address>`}`

/** A listing under another last name. */
export const listingOf = (lastName: string): string => listing({ name: `<ListingName><LastName>${lastName}</LastName></ListingName>` })

/** A group of numbers that are to get a listing. */
export const dldaGroup = (tns: readonly string[], parts = listing()): string => group('Dlda', tns, parts)
export const dldaXml = (groups: string, more = ''): string => order('Dlda', groups, more)

/** Every element of a listing, as in the documented request: most of them empty. */
export const EVERY_PART = '<SubscriberType>RESIDENTIAL</SubscriberType><ListingType>LISTED</ListingType><ListingName><FirstName>John</FirstName><FirstName2/>' +
  '<LastName>Smith</LastName><Designation/><TitleOfLineage/><TitleOfAddress/><TitleOfAddress2/><TitleOfLineageName2/><TitleOfAddressName2/><TitleOfAddress2Name2/>' +
  '<PlaceListingAs/></ListingName><ListAddress>true</ListAddress><Address><HousePrefix/><HouseNumber>915</HouseNumber><HouseSuffix/><PreDirectional/>' +
  '<StreetName>Elm</StreetName><StreetSuffix>Ave</StreetSuffix><PostDirectional/><AddressLine2/><City>Carpinteria</City><StateCode>CA</StateCode><Zip>93013</Zip>' +
  '<PlusFour/><County/><AddressType>DLDA</AddressType></Address>'

/** 5,000 numbers in service on an account: the most that an order takes. */
export async function holdMost(world: World, holder: FreshAccount): Promise<string[]> {
  const tns: string[] = []
  for (const areaCode of ['919', '303', '617', '540']) tns.push(...(await holdNumbers(world, holder, { areaCode }, areaCode === '540' ? 200 : 1600)).tns)
  return tns
}

/** What one account does with calling names and listings. */
export function lineFeatures(world: World, { account, auth }: Pick<FreshAccount, 'account' | 'auth'>) {
  const call = (method: string, path: string, body?: string) => world.api(method, `/accounts/${account}${path}`, body, { auth })
  const placed = async (path: string, body: string) => {
    const answer = await call('POST', path, body)
    if (answer.status !== 201) throw new Error(`${path} answered ${answer.status}: ${answer.text}`)
    await world.settle(account)
    return answer
  }
  return {
    get: (path: string) => call('GET', path),
    post: (path: string, body: string) => call('POST', path, body),
    put: (path: string, body: string) => call('PUT', path, body),
    /** Places an order, settles and answers the order's id. */
    placeLidb: async (groups: string, more?: string) => text((await placed('/lidbs', lidbXml(groups, more))).xml, 'LidbOrder/orderId'),
    placeDlda: async (groups: string, more?: string) => text((await placed('/dldas', dldaXml(groups, more))).xml, 'DldaOrder/OrderId'),
    /** Lets a day and more go by, time enough for every order: it is handed over, done, and heard of. */
    async finish(): Promise<void> {
      await world.advance('PT10M', account)
      await world.advance('PT26H', account)
    },
    async statusOf(path: string): Promise<string> {
      const { xml } = await call('GET', path)
      return text(path.startsWith('/dldas') ? at(xml, 'DldaOrder') : xml, 'ProcessingStatus')
    },
    /** The errors of an order by number: their codes. */
    async errorsOf(path: string): Promise<Readonly<Record<string, string>>> {
      const { xml } = await call('GET', path)
      const errors = at(path.startsWith('/dldas') ? at(xml, 'DldaOrder') : xml, 'ErrorList').children
      return Object.fromEntries(errors.map((error) => [text(error, 'TelephoneNumber'), text(error, 'Code')]))
    },
    /** What details of a number say of a feature, as text; undefined where they do not speak of it. */
    async featureOf(tn: string, name: 'Lidb' | 'Dlda'): Promise<string | undefined> {
      const { text: body } = await world.api('GET', `/tns/${tn}/tndetails`, undefined, { auth })
      return new RegExp(`<${name}>.*</${name}>`).exec(body)?.[0]
    },
  }
}
