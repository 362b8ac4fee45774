import { z } from 'zod'
import { AccountId, OpaqueId } from '../../../kernel/contract/path-ids.ts'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import type { Envelope } from '../../../kernel/errors/envelopes.ts'
import { list, named, repeated } from '../../../kernel/xml/index.ts'
import { bareLinks, CompletedNumber, TelephoneNumberDetails } from '../number-order/contract.ts'
import { disconnectErrors } from './errors.ts'

const ROOT = 'DisconnectTelephoneNumberOrderResponse'

const Wanted = z.object({
  telephoneNumberList: list(z.string(), 'TelephoneNumber').optional(),
  disconnectMode: z.string().optional(),
  protected: z.string().optional(),
})

const DisconnectRequest = z.object({
  customerOrderId: z.string().optional(),
  name: named(z.string().optional(), 'name'),
  disconnectTelephoneNumberOrderType: Wanted.optional(),
}).meta({ id: 'DisconnectRequest', xml: { name: 'DisconnectTelephoneNumberOrder' } })
export type DisconnectRequest = z.output<typeof DisconnectRequest>

const OrderRequest = named(z.object({
  customerOrderId: z.string().optional(),
  id: named(z.string().optional(), 'id'),
  orderCreateDate: z.date(),
  disconnectTelephoneNumberOrderType: Wanted,
}), 'orderRequest')
export type OrderRequest = z.output<typeof OrderRequest>

const OrderErrors = list(z.object({ code: z.int(), description: z.string(), telephoneNumber: z.string().optional() }), 'Error')

/** Refusals repeat what was asked for. */
const refused: Envelope = {
  name: 'ErrorList with orderRequest', root: ROOT, schema: z.object({ errorList: OrderErrors, orderRequest: OrderRequest.optional() }),
  body: (problems, echo) => ({ errorList: problems.map(({ code, text, tn }) => ({ code, description: text, telephoneNumber: tn })), orderRequest: echo }),
}

const shared = { group: 'disconnects', errors: refused } as const

export const createDisconnect = operation({
  ...shared,
  id: 'disconnects-post',
  at: 'POST /accounts/{accountId}/disconnects',
  summary: 'Disconnect telephone numbers.',
  params: z.object({ accountId: AccountId }),
  body: DisconnectRequest,
  replies: { 201: answers(ROOT, z.object({ orderRequest: OrderRequest }).meta({ id: 'DisconnectCreated' })) },
  invalid: disconnectErrors.invalid,
  access: 'ROLE_API_ORDERING:update',
})

export const getDisconnect = operation({
  ...shared,
  id: 'disconnects-id-get',
  at: 'GET /accounts/{accountId}/disconnects/{disconnectid}',
  summary: 'Read a disconnect order: what was asked for, and which numbers are gone.',
  params: z.object({ accountId: AccountId, disconnectid: OpaqueId }),
  query: z.object({ tndetail: z.boolean().default(false) }),
  replies: {
    200: answers(ROOT, z.object({
      errorList: OrderErrors.optional(),
      disconnectedTelephoneNumberList: list(z.union([z.string(), CompletedNumber]), 'TelephoneNumber'),
      orderRequest: OrderRequest,
      orderStatus: z.string(),
    }).meta({ id: 'DisconnectState' })),
  },
  access: 'ROLE_API_ORDERING:view',
})

export const listDisconnects = operation({
  group: 'disconnects',
  id: 'disconnects-get',
  at: 'GET /accounts/{accountId}/disconnects',
  summary: 'List the disconnect orders of an account, newest first.',
  params: z.object({ accountId: AccountId }),
  query: z.object({
    page: z.string().default('1'),
    size: z.int().min(1, 'is below 1').max(1000, 'is above 1000').default(300),
    userid: z.string().optional(),
    status: z.string().optional(),
    startdate: z.string().optional(),
    enddate: z.string().optional(),
  }),
  replies: {
    200: answers('ResponseSelectWrapper', z.object({
      listOrderIdUserIdDate: z.object({
        totalCount: z.int(),
        links: z.object({ first: named(z.string(), 'first'), next: named(z.string().optional(), 'next') }),
        orderIdUserIdDate: repeated(z.object({
          countOfTNs: z.int(),
          userId: named(z.string(), 'userId'),
          lastModifiedDate: named(z.date(), 'lastModifiedDate'),
          orderId: z.string(),
          orderType: z.string(),
          orderDate: z.date(),
          orderStatus: z.string(),
          telephoneNumberDetails: TelephoneNumberDetails,
        })),
      }),
    }).meta({ id: 'DisconnectList' })),
  },
  errors: bareLinks,
  invalid: disconnectErrors.invalid,
  access: 'ROLE_API_ORDERING:view',
})
