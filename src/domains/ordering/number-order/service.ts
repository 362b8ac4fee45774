import type { Clock } from '../../../kernel/clock/clock.ts'
import type { Actor } from '../../../kernel/contract/handler.ts'
import type { Database, Tx } from '../../../kernel/db/database.ts'
import { commonErrors } from '../../../kernel/errors/common.ts'
import { newId } from '../../../kernel/ids/ids.ts'
import { enqueue } from '../../../kernel/jobs/job.ts'
import { openOrder } from '../../../kernel/orders/engine.ts'
import { placeFor } from '../../locations/index.ts'
import { checkCriteria } from '../../inventory/index.ts'
import { orderingErrors } from '../errors.ts'
import { Selections, type NumberOrderRequest } from './contract.ts'
import { processNumberOrder } from './jobs.ts'
import { numberOrder } from './process.ts'
import { insertDetails } from './repository.ts'
import { readSelection, type Wanted } from './selection.ts'

const CUSTOMER_ORDER_ID = /^[A-Za-z0-9 -]{0,40}$/
const MOST_NAME_CHARACTERS = 50

export interface PlacedOrder {
  readonly id: string
  readonly createdAt: Date
  readonly status: string
}

/** Checks that need no database, in the order in which a caller would mend them. */
function checkForm(request: NumberOrderRequest): Wanted {
  if (request.siteId === undefined) throw orderingErrors.siteMissing()
  if (!CUSTOMER_ORDER_ID.test(request.customerOrderId ?? '')) throw orderingErrors.customerOrderId()
  if ((request.name?.length ?? 0) > MOST_NAME_CHARACTERS) throw orderingErrors.invalid({ reason: 'Name has more than 50 characters' })
  const stranger = request.tnAttributes?.find((attribute) => attribute !== 'Protected')
  if (stranger !== undefined) throw orderingErrors.invalid({ reason: `TnAttribute ${JSON.stringify(stranger.slice(0, 40))} is not known` })
  const wanted = readSelection(request)
  if (request.backOrderRequested) throw commonErrors.notBuilt({ operation: 'BackOrderRequested' })
  return wanted
}

async function peerFor(tx: Tx, accountId: number, request: NumberOrderRequest): Promise<{ siteId: number, peerId: number }> {
  const siteId = request.siteId ?? 0
  const place = await placeFor(tx, accountId, siteId, request.peerId)
  if (!place.siteExists) throw orderingErrors.siteInvalid()
  if (place.peerId !== undefined) return { siteId, peerId: place.peerId }
  throw request.peerId === undefined ? orderingErrors.noDefaultPeer() : orderingErrors.peerInvalid()
}

/**
 * Takes an order for new numbers: checks it, stores it and queues its processing, all or nothing. The numbers are
 * sought afterwards. Throws the documented ordering and search errors (400). Source: POST orders.
 */
export class NumberOrders {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  async place(accountId: number, request: NumberOrderRequest, actor: Actor, clock: Clock): Promise<PlacedOrder> {
    const wanted = checkForm(request)
    return this.#database.transaction(async (tx) => {
      const { siteId, peerId } = await peerFor(tx, accountId, request)
      if (wanted.kind === 'search') await checkCriteria(tx, wanted.criteria)
      const createdAt = clock.now()
      const { customerOrderId, name } = request
      const id = newId()
      await Promise.all([
        openOrder(tx, numberOrder, { id, accountId, siteId, customerOrderId, name, createdBy: actor.userName, at: createdAt }),
        insertDetails(tx, id, {
          selection: Selections.parse(request), quantity: wanted.kind === 'listed' ? wanted.tns.length : wanted.quantity, peerId,
          partialAllowed: request.partialAllowed ?? false, backOrderRequested: false,
          protectedNumbers: request.tnAttributes?.includes('Protected') ?? false,
        }),
        enqueue(tx, processNumberOrder, { orderId: id }, { accountId }),
      ])
      return { id, createdAt, status: numberOrder.initial }
    })
  }
}
