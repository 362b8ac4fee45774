import { z } from 'zod'
import { AccountId, OpaqueId } from '../../../kernel/contract/path-ids.ts'
import { answers, operation } from '../../../kernel/contract/operation.ts'
import type { Envelope } from '../../../kernel/errors/envelopes.ts'
import { list, named, repeated } from '../../../kernel/xml/index.ts'
import { orderingErrors } from '../errors.ts'

/** How many numbers a search-and-order asks for. Checked by the service, which has a documented code for it. */
const Quantity = z.int().optional()

/** One element per way of asking for numbers; an order has exactly one of them. */
export const Selections = z.object({
  existingTelephoneNumberOrderType: z.object({
    telephoneNumberList: list(z.string(), 'TelephoneNumber').optional(),
    reservationIdList: list(z.string(), 'ReservationId').optional(),
  }).optional(),
  areaCodeSearchAndOrderType: z.object({ areaCode: z.string(), quantity: Quantity }).optional(),
  rateCenterSearchAndOrderType: z.object({
    rateCenter: z.string(), state: z.string(), quantity: Quantity, enableLCA: z.boolean().optional(),
  }).optional(),
  npanxxSearchAndOrderType: named(z.object({
    npaNxx: z.string(),
    enableTNDetail: z.boolean().optional(),
    enableLCA: z.boolean().optional(),
    quantity: Quantity,
  }).optional(), 'NPANXXSearchAndOrderType'),
  tollFreeVanitySearchAndOrderType: z.object({ quantity: Quantity, tollFreeVanity: z.string() }).optional(),
  tollFreeWildCharSearchAndOrderType: z.object({ quantity: Quantity, tollFreeWildCardPattern: z.string() }).optional(),
  stateSearchAndOrderType: z.object({ quantity: Quantity, state: z.string() }).optional(),
  citySearchAndOrderType: z.object({ quantity: Quantity, city: z.string(), state: z.string() }).optional(),
  zipSearchAndOrderType: named(z.object({ quantity: Quantity, zip: z.string() }).optional(), 'ZIPSearchAndOrderType'),
  lataSearchAndOrderType: named(z.object({ quantity: Quantity, lata: z.string() }).optional(), 'LATASearchAndOrderType'),
  combinedSearchAndOrderType: z.object({
    quantity: Quantity,
    areaCode: z.string().optional(),
    rateCenter: z.string().optional(),
    state: z.string().optional(),
    npaNxx: z.string().optional(),
    npaNxxX: z.string().optional(),
    lata: z.string().optional(),
    city: z.string().optional(),
    zip: z.string().optional(),
    localVanity: z.string().optional(),
    endsIn: z.boolean().optional(),
    enableLCA: z.boolean().optional(),
  }).optional(),
})

const TnAttributes = list(z.string(), 'TnAttribute')

export const NumberOrderRequest = z.object({
  customerOrderId: z.string().optional(),
  name: z.string().optional(),
  backOrderRequested: z.boolean().optional(),
  ...Selections.shape,
  tnAttributes: TnAttributes.optional(),
  partialAllowed: z.boolean().optional(),
  siteId: z.int().optional(),
  peerId: z.int().optional(),
}).meta({ id: 'NumberOrderRequest', xml: { name: 'Order' } })
export type NumberOrderRequest = z.output<typeof NumberOrderRequest>

/** The order as it is echoed. The answer to a POST has the id, later answers have the peer that was chosen. */
export const NumberOrderEcho = z.object({
  customerOrderId: z.string().optional(),
  id: named(z.string().optional(), 'id'),
  name: z.string().optional(),
  orderCreateDate: z.date().optional(),
  peerId: z.int().optional(),
  backOrderRequested: z.boolean(),
  ...Selections.shape,
  tnAttributes: TnAttributes.optional(),
  partialAllowed: z.boolean(),
  siteId: z.int().optional(),
}).meta({ id: 'NumberOrderEcho', xml: { name: 'Order' } })
export type NumberOrderEcho = z.output<typeof NumberOrderEcho>

const OrderErrors = list(z.object({
  code: z.int(), description: z.string(), telephoneNumber: z.string().optional(),
}), 'Error')

export const NumberOrderCreated = z.object({ order: NumberOrderEcho, orderStatus: z.string() })
  .meta({ id: 'NumberOrderCreated', xml: { name: 'OrderResponse' } })

/** A number of an order; all but the number itself where details are asked for. */
export const CompletedNumber = z.object({
  fullNumber: z.string(),
  city: z.string().optional(),
  lata: named(z.string().optional(), 'LATA'),
  rateCenter: z.string().optional(),
  state: z.string().optional(),
  tier: z.int().optional(),
  vendorId: z.int().optional(),
  vendorName: z.string().optional(),
})

export const NumberOrderState = z.object({
  completedQuantity: z.int(),
  createdByUser: z.string(),
  errorList: OrderErrors,
  failedNumbers: list(z.string(), 'FullNumber'),
  lastModifiedDate: z.date(),
  orderCompleteDate: z.date().optional(),
  order: NumberOrderEcho,
  orderStatus: z.string(),
  completedNumbers: list(CompletedNumber, 'TelephoneNumber'),
  summary: z.string(),
  failedQuantity: z.int(),
}).meta({ id: 'NumberOrderState', xml: { name: 'OrderResponse' } })

const RefusedOrder = z.object({ errorList: OrderErrors, order: NumberOrderEcho.optional() })

/** Refusals of an order echo what was asked for, where it could be read at all. */
const refusedOrder: Envelope = {
  name: 'ErrorList with Order', root: 'OrderResponse', schema: RefusedOrder,
  body: (problems, echo) => ({
    errorList: problems.map(({ code, text, tn }) => ({ code, description: text, telephoneNumber: tn })),
    order: echo,
  }),
}

export const createOrder = operation({
  id: 'orders-post',
  at: 'POST /accounts/{accountId}/orders',
  group: 'orders',
  summary: 'Order telephone numbers, by number or by search.',
  params: z.object({ accountId: AccountId }),
  body: NumberOrderRequest,
  replies: { 201: answers('OrderResponse', NumberOrderCreated) },
  errors: refusedOrder,
  invalid: orderingErrors.invalid,
  access: 'ROLE_API_ORDERING:update',
  // So that it shares the transaction that the order may share with others.
  audit: 'own',
})


const counted = (value: string, schema: z.ZodType) => z.object({ [value]: schema, count: z.int() })
/** Where numbers of an order lie, counted. */
export const TelephoneNumberDetails = z.object({
  states: list(counted('state', z.string()), 'StateWithCount').optional(),
  rateCenters: list(z.object({ count: z.int(), rateCenter: z.string() }), 'RateCenterWithCount').optional(),
  cities: list(counted('city', z.string()), 'CityWithCount').optional(),
  tiers: list(counted('tier', z.int()), 'TierWithCount').optional(),
  vendors: list(z.object({ vendorId: z.int(), vendorName: z.string(), count: z.int() }), 'VendorWithCount').optional(),
})

const OrderSummary = z.object({
  countOfTNs: z.int(),
  lastModifiedDate: named(z.date(), 'lastModifiedDate'),
  orderDate: z.date(),
  orderId: named(z.string(), 'orderId'),
  orderStatus: z.string(),
  telephoneNumberDetails: TelephoneNumberDetails.optional(),
  userId: named(z.string(), 'userId'),
})
export type OrderSummary = z.output<typeof OrderSummary>

const Links = z.object({ first: named(z.string(), 'first'), next: named(z.string().optional(), 'next') })

export const OrderList = z.object({
  listOrderIdUserIdDate: z.object({
    totalCount: z.int(),
    links: Links,
    orderIdUserIdDate: repeated(OrderSummary),
  }),
}).meta({ id: 'OrderList' })

export const listOrders = operation({
  id: 'orders-get',
  at: 'GET /accounts/{accountId}/orders',
  group: 'orders',
  summary: 'List the orders of an account, newest first.',
  params: z.object({ accountId: AccountId }),
  query: z.object({
    page: z.string().default('1'),
    size: z.int().min(1, 'is below 1').max(1000, 'is above 1000').default(300),
    customerOrderId: z.string().optional(),
    status: z.string().optional(),
    userid: z.string().optional(),
    startdate: z.string().optional(),
    enddate: z.string().optional(),
  }),
  replies: { 200: answers('ResponseSelectWrapper', OrderList) },
  errors: refusedOrder,
  access: 'ROLE_API_ORDERING:view',
})

export const getOrder = operation({
  id: 'orders-id-get',
  at: 'GET /accounts/{accountId}/orders/{orderid}',
  group: 'orders',
  summary: 'Read an order: what was asked for, how far it is, which numbers it brought.',
  params: z.object({ accountId: AccountId, orderid: OpaqueId }),
  query: z.object({ tndetail: z.boolean().default(false) }),
  replies: { 200: answers('OrderResponse', NumberOrderState) },
  errors: refusedOrder,
  access: 'ROLE_API_ORDERING:view',
})

export const changeOrder = operation({
  id: 'orders-id-put',
  at: 'PUT /accounts/{accountId}/orders/{orderid}',
  group: 'orders',
  summary: "Change the name and the customer's id of an order, or close a back order.",
  params: z.object({ accountId: AccountId, orderid: OpaqueId }),
  body: z.object({ name: z.string().optional(), customerOrderId: z.string().optional(), closeOrder: z.boolean().optional() })
    .meta({ id: 'NumberOrderChange', xml: { name: 'Order' } }),
  replies: { 200: answers('OrderResponse', z.object({}).meta({ id: 'NumberOrderChanged' })) },
  errors: refusedOrder,
  invalid: orderingErrors.invalid,
  access: 'ROLE_API_ORDERING:update',
})

/** `<Links><first/></Links>`: what lists of orders answer where there are none. */
export const bareLinks: Envelope = {
  name: 'bare Links', root: 'Links', schema: z.object({ first: named(z.string(), 'first') }),
  body: ([problem], echo) => ({ first: typeof echo === 'string' ? echo : problem?.text }),
}

const SiteOrderSummary = z.object({
  countOfTNs: z.int(),
  userId: named(z.string(), 'userId'),
  lastModifiedDate: named(z.date(), 'lastModifiedDate'),
  orderType: z.string(),
  orderDate: z.date(),
  orderId: named(z.string(), 'orderId'),
  orderStatus: z.string(),
  telephoneNumberDetails: TelephoneNumberDetails.optional(),
})

export const listSiteOrders = operation({
  id: 'sites-id-orders-get',
  at: 'GET /accounts/{accountId}/sites/{siteId}/orders',
  group: 'sites',
  summary: 'List the orders for numbers of a site, newest first.',
  params: z.object({ accountId: AccountId, siteId: OpaqueId }),
  query: z.object({
    page: z.string().default('1'),
    size: z.int().min(1, 'is below 1').max(1000, 'is above 1000').default(300),
  }),
  replies: {
    200: answers('ResponseSelectWrapper', z.object({
      listOrderIdUserIdDate: z.object({ totalCount: z.int(), links: Links, orderIdUserIdDate: repeated(SiteOrderSummary) }),
    }).meta({ id: 'SiteOrderList' })),
  },
  errors: bareLinks,
  access: 'ROLE_API_ORDERING:view',
})

/** The order repeats its site twice, as documented: as `siteId` as well. */
const { customerOrderId, id, name, orderCreateDate, peerId, ...echoRest } = NumberOrderEcho.shape
const SiteOrderEcho = z.object({
  customerOrderId, id, name, orderCreateDate, peerId, site: named(z.int().optional(), 'siteId'), ...echoRest,
}).meta({ id: 'SiteOrderEcho', xml: { name: 'Order' } })

export const getSiteOrder = operation({
  id: 'sites-id-orders-id-get',
  at: 'GET /accounts/{accountId}/sites/{siteId}/orders/{orderid}',
  group: 'sites',
  summary: 'Read an order of a site.',
  params: z.object({ accountId: AccountId, siteId: OpaqueId, orderid: OpaqueId }),
  query: z.object({ tndetail: z.boolean().default(false) }),
  replies: { 200: answers('OrderResponse', NumberOrderState.extend({ order: SiteOrderEcho }).meta({ id: 'SiteOrderState', xml: { name: 'OrderResponse' } })) },
  errors: refusedOrder,
  access: 'ROLE_API_ORDERING:view',
})
