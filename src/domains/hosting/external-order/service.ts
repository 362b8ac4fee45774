import type { Actor } from '../../../kernel/contract/handler.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { ApiError } from '../../../kernel/errors/catalogue.ts'
import { newId } from '../../../kernel/ids/ids.ts'
import { enqueue } from '../../../kernel/jobs/job.ts'
import { isCustomerOrderId } from '../../../kernel/orders/customer-order-id.ts'
import { openOrder } from '../../../kernel/orders/engine.ts'
import type { OrderHead } from '../../../kernel/orders/find.ts'
import { externalErrors } from '../errors.ts'
import { readNumbers } from '../../numbering/index.ts'
import { readPlace } from '../place.ts'
import { loaTypeOf } from '../request-parts.ts'
import { placedOrder } from '../../../kernel/orders/require-order.ts'
import { requireExternalNumbers } from '../rights.ts'
import { received } from '../wording.ts'
import type { ExternalRequest } from './contract.ts'
import { processExternal } from './jobs.ts'
import { externalOrder } from './process.ts'
import { actions, insertExternal, type ExternalAction, type ExternalDetails } from './repository.ts'

/** An action in any case. Throws 5081 for another word and for none. */
export function actionOf(text: string): ExternalAction {
  const action = actions.find((known) => known === text.trim().toUpperCase())
  if (!action) throw externalErrors.action()
  return action
}

function read({ customerOrderId = '', action: actionText = '', loaType: loaText, telephoneNumbers }: ExternalRequest): Omit<ExternalDetails, 'peerId'> {
  const action = actionOf(actionText)
  if (!isCustomerOrderId(customerOrderId)) throw externalErrors.customerOrderId()
  const loaType = loaTypeOf(loaText || 'CARRIER')
  if (!loaType) throw externalErrors.loaType()
  const { tns, problems } = readNumbers(telephoneNumbers ?? [], externalErrors)
  if (problems.length > 0) throw new ApiError(400, problems)
  return { numbers: tns, action, loaType }
}

interface Placing { readonly actor: Actor, readonly at: Date }

interface PlacedExternal { readonly order: OrderHead, readonly details: ExternalDetails }

/** Takes orders about numbers that accounts own; the work is done afterwards. */
export class Externals {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /**
   * Checks an order, stores it and queues its work; answers it as it then is. Throws 25010, 5081, 5052, 25110, what is wrong with the
   * numbers (5070, 5073, 5093, 5095) and with the place (5016, 5020, 5022, 5023).
   */
  async place(accountId: number, request: ExternalRequest, { actor, at }: Placing): Promise<PlacedExternal> {
    const details = read(request)
    return this.#database.transaction(async (tx) => {
      await requireExternalNumbers(tx, accountId)
      if (request.siteId === undefined || request.siteId === '') throw externalErrors.siteMissing()
      const where = await readPlace(tx, accountId, request,
        { site: externalErrors.siteInvalid, noDefaultPeer: externalErrors.noDefaultPeer, peer: externalErrors.peerInvalid })
      if (!('place' in where)) throw new ApiError(400, where.problems)
      const { siteId, peerId } = where.place
      const id = newId()
      await openOrder(tx, externalOrder, {
        id, accountId, siteId, customerOrderId: request.customerOrderId || undefined, createdBy: actor.userName, at, note: received('External TNs order'),
      })
      const placed = { ...details, peerId }
      await insertExternal(tx, id, placed)
      await enqueue(tx, processExternal, { orderId: id }, { accountId })
      return { order: await placedOrder(tx, accountId, externalOrder, id), details: placed }
    })
  }
}
