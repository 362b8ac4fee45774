/** What the tests use of the SDK, which brings no types. Every `xAsync` is made by the SDK itself out of its callback `x`. */
declare module '@bandwidth/numbers' {
  /** A parsed answer: element names with a small first letter, digits as numbers, instants as Dates. */
  export interface Item {
    readonly id: string | number
    readonly [element: string]: unknown
  }

  export interface ClientOptions { readonly apiEndPoint?: string, readonly tempAccessToken?: string }

  export class Client {
    constructor(
      accountId: number, userName: string, password: string, clientId?: string, clientSecret?: string, options?: ClientOptions,
    )
  }

  interface Site extends Item {
    updateAsync(data: object): Promise<Item>
    deleteAsync(): Promise<Item>
    getTotalTnsAsync(query: object): Promise<Item>
  }
  interface SipPeer extends Item {
    getTnsAsync(): Promise<Item[] | undefined>
    getTnsAsync(tn: string): Promise<Item>
    updateTnsAsync(tn: string, settings: object): Promise<Item>
    moveTnsAsync(tns: readonly string[]): Promise<Item>
  }
  interface Tn extends Item {
    getTnDetailsAsync(): Promise<Item>
    getSitesAsync(): Promise<Item>
    getSipPeersAsync(): Promise<Item>
    getRateCenterAsync(): Promise<Item>
  }
  interface TnReservation extends Item { deleteAsync(): Promise<Item> }
  interface Subscription extends Item { updateAsync(subscription: object): Promise<Item>, deleteAsync(): Promise<Item> }
  interface SdkOrder extends Item { getHistoryAsync(): Promise<Item>, getNotesAsync(): Promise<Item>, getTnsAsync(): Promise<Item> }
  interface CsrOrder {
    readonly orderId: string
    updateAsync(data: object): Promise<unknown>
    getNotesAsync(): Promise<Item[]>
    addNoteAsync(note: object): Promise<Item>
  }
  interface OrderAnswer { readonly order: SdkOrder, readonly orderStatus: string, readonly [element: string]: unknown }

  interface Numbers {
    readonly Client: typeof Client
    readonly Site: {
      listAsync(client: Client): Promise<Site[]>
      getAsync(client: Client, id: string | number): Promise<Site>
      createAsync(client: Client, site: object): Promise<Site>
    }
    readonly SipPeer: {
      listAsync(client: Client, siteId: string | number): Promise<Item[]>
      getAsync(client: Client, siteId: string | number, id: string | number): Promise<Item>
      createAsync(client: Client, peer: object): Promise<SipPeer>
    }
    readonly AvailableNumbers: { listAsync(client: Client, query: object): Promise<Item> }
    readonly Subscription: {
      listAsync(client: Client): Promise<Subscription[]>
      getAsync(client: Client, id: string | number): Promise<Subscription>
      createAsync(client: Client, subscription: object): Promise<Subscription>
    }
    readonly Order: {
      listAsync(client: Client, query: object): Promise<Item>
      getAsync(client: Client, id: string | number): Promise<OrderAnswer>
      createAsync(client: Client, order: object): Promise<OrderAnswer>
    }
    readonly InServiceNumber: {
      listAsync(client: Client, query: object): Promise<Item>
      totalsAsync(client: Client): Promise<Item>
      getAsync(client: Client, tn: string): Promise<object>
    }
    readonly Tn: { getAsync(client: Client, tn: string): Promise<Tn>, listAsync(client: Client, query: object): Promise<Item> }
    readonly Account: { getAsync(client: Client): Promise<Item>, getProductsAsync(client: Client): Promise<Item>, getMoveTnsOrdersAsync(client: Client): Promise<Item> }
    readonly User: { listAsync(client: Client): Promise<Item[]> }
    readonly Disconnect: { createAsync(client: Client, name: string, tns: readonly string[]): Promise<Item> }
    readonly PortIn: { createAsync(client: Client, order: object): Promise<Item> }
    readonly City: { listAsync(client: Client, query: object): Promise<Item[]> }
    readonly RateCenter: { listAsync(client: Client, query: object): Promise<Item[]> }
    readonly CoveredRateCenter: { listAsync(client: Client, query: object): Promise<Item[]> }
    readonly AvailableNpaNxx: { listAsync(client: Client, query: object): Promise<Item[]> }
    readonly DiscNumber: { listAsync(client: Client, query: object): Promise<Item>, totalsAsync(client: Client): Promise<Item> }
    readonly TnReservation: {
      createAsync(client: Client, reservation: object): Promise<TnReservation>
      getAsync(client: Client, id: string | number): Promise<TnReservation>
    }
    readonly CsrOrder: {
      createAsync(client: Client, data: object): Promise<CsrOrder>
      getAsync(client: Client, id: string): Promise<Item>
    }
    readonly LnpChecker: { checkAsync(client: Client, tns: readonly string[]): Promise<Item> }
  }

  const numbers: Numbers
  export default numbers
}
