import { z } from 'zod'
import { AccountId, OpaqueId } from '../../contract/path-ids.ts'
import { answers, operation, type Access } from '../../contract/operation.ts'
import type { Envelope } from '../../errors/envelopes.ts'
import { named, repeated } from '../../xml/index.ts'

/** What a family of orders calls its resources: the documented operation ids, and where they are. */
export interface ResourceNames {
  readonly group: string
  /** Path of one order; its last parameter holds the order's id. */
  readonly at: `/accounts/{accountId}/${string}`
  readonly access: Access
  /** How the family says that an order is not there; as `ErrorResponse` where absent. */
  readonly missing?: Envelope
  readonly history?: string
  readonly tns?: string
  readonly areaCodes?: string
  readonly npaNxx?: string
  /** Documented for some families as the same report as `npaNxx`. */
  readonly totals?: string
}

const Missing = z.object({ responseStatus: z.object({ description: z.string() }) })

/** `<ErrorResponse><ResponseStatus><Description/></ResponseStatus></ErrorResponse>`: what is missing has no code here. */
export const missingResource: Envelope = {
  name: 'ResponseStatus without code', root: 'ErrorResponse', schema: Missing,
  body: ([problem]) => ({ responseStatus: { description: problem?.text } }),
}

const History = z.object({
  orderHistory: repeated(z.object({
    orderDate: z.date(), note: z.string(), author: z.string(), status: z.string(), difference: z.string().optional(),
  })),
}).meta({ id: 'OrderHistory' })

const Numbers = z.object({ count: z.int(), telephoneNumber: repeated(z.string()) }).meta({ id: 'OrderNumbers' })
const AreaCodes = z.object({ telephoneDetailsReport: repeated(z.object({ areaCode: z.string(), count: z.int() })) }).meta({ id: 'AreaCodeReport' })
const Exchanges = z.object({
  telephoneDetailsReport: repeated(z.object({ npaNxx: named(z.string(), 'NPA-NXX'), count: z.int() })),
}).meta({ id: 'ExchangeReport' })

const reports = {
  history: { path: 'history', root: 'OrderHistoryWrapper', schema: History, summary: 'Read what happened to an order.' },
  tns: { path: 'tns', root: 'TelephoneNumbers', schema: Numbers, summary: 'List the numbers that an order brought.' },
  areaCodes: { path: 'areaCodes', root: 'TelephoneDetailsReports', schema: AreaCodes, summary: 'Count the numbers of an order by area code.' },
  npaNxx: { path: 'npaNxx', root: 'TelephoneDetailsReports', schema: Exchanges, summary: 'Count the numbers of an order by exchange.' },
  totals: { path: 'totals', root: 'TelephoneDetailsReports', schema: Exchanges, summary: 'Count the numbers of an order by exchange.' },
} as const
export type Report = keyof typeof reports

/** The operation of one report of a family. `idName` is the path parameter that holds the order's id. */
export function reportOperation(names: ResourceNames, id: string, report: Report, idName: string) {
  const { path, root, schema, summary } = reports[report]
  return operation({
    id, at: `GET ${names.at}/${path}`, group: names.group, summary,
    params: z.object({ accountId: AccountId, ...Object.fromEntries(parametersOf(names.at).map((name) => [name, OpaqueId])), [idName]: OpaqueId }),
    replies: { 200: answers(root, schema) },
    errors: names.missing ?? missingResource, access: names.access,
  })
}

/** The parameters of a path beside the account, in their order. */
export function parametersOf(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).filter((name) => name !== 'accountId')
}
