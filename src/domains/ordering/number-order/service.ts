import { audit, auditContext } from '../../../kernel/audit/audit.ts'
import type { Call } from '../../../kernel/contract/handler.ts'
import type { Database, Tx } from '../../../kernel/db/database.ts'
import { ApiError } from '../../../kernel/errors/catalogue.ts'
import { newId } from '../../../kernel/ids/ids.ts'
import { enqueue } from '../../../kernel/jobs/job.ts'
import { isCustomerOrderId } from '../../../kernel/orders/customer-order-id.ts'
import { openOrder } from '../../../kernel/orders/engine.ts'
import { hasFeature } from '../../accounts/index.ts'
import { placeFor } from '../../locations/index.ts'
import { checkCriteria } from '../../inventory/index.ts'
import { orderingErrors } from '../errors.ts'
import { checkLimits } from '../limit/limit.ts'
import { Selections, type NumberOrderRequest } from './contract.ts'
import { processNumberOrder } from './jobs.ts'
import { numberOrder } from './process.ts'
import { insertDetails } from './repository.ts'
import { readSelection, type Wanted } from './selection.ts'

const MOST_NAME_CHARACTERS = 50

export interface PlacedOrder {
  readonly id: string
  readonly createdAt: Date
  readonly status: string
}

/** The forms of a customer's own names for an order. Throws 5052 and 5002. */
export function checkName({ customerOrderId = '', name = '' }: { readonly customerOrderId?: string | undefined, readonly name?: string | undefined }): void {
  if (!isCustomerOrderId(customerOrderId)) throw orderingErrors.customerOrderId()
  if (name.length > MOST_NAME_CHARACTERS) throw orderingErrors.invalid({ reason: 'Name has more than 50 characters' })
}

// Examples of orders name all three. Stock is neither External nor Imported, so those two change nothing.
const ATTRIBUTES: ReadonlySet<string> = new Set(['Protected', 'External', 'Imported'])

/** Checks that need no database, in the order in which a caller would mend them. */
function checkForm(request: NumberOrderRequest): Wanted {
  if (request.siteId === undefined) throw orderingErrors.siteMissing()
  checkName(request)
  const stranger = request.tnAttributes?.find((attribute, index, all) => !ATTRIBUTES.has(attribute) || all.indexOf(attribute) !== index)
  if (stranger !== undefined) throw orderingErrors.attributeUnknown({ attribute: JSON.stringify(stranger.slice(0, 40)) })
  const wanted = readSelection(request)
  if (request.backOrderRequested && !wanted.waits) throw orderingErrors.cannotWait()
  return wanted
}

const FEW = 10
/** Whether an order is so small that it is best processed together with others. */
const isFew = (wanted: Wanted): boolean => wanted.kind === 'listed' && wanted.tns.length <= FEW && wanted.reservationIds.length === 0
const sizeOf = (wanted: Wanted): number => wanted.kind === 'listed' ? wanted.tns.length : wanted.quantity

async function checkRights(tx: Tx, accountId: number, request: NumberOrderRequest): Promise<void> {
  if (!request.tnAttributes?.includes('Protected')) return
  if (!await hasFeature(tx, accountId, 'NumberManagement.PROTECTED_TNS')) throw orderingErrors.mayNotProtect({ accountId })
}

async function peerFor(tx: Tx, accountId: number, request: NumberOrderRequest): Promise<{ siteId: number, peerId: number }> {
  const siteId = request.siteId ?? 0
  const place = await placeFor(tx, accountId, siteId, request.peerId)
  if (!place.siteExists) throw orderingErrors.siteInvalid()
  if (place.peerId !== undefined) return { siteId, peerId: place.peerId }
  throw request.peerId === undefined ? orderingErrors.noDefaultPeer() : orderingErrors.peerInvalid()
}

/** Says where the numbers are to go, or throws why the account may not order them. Writes nothing. */
async function admit(tx: Tx, accountId: number, request: NumberOrderRequest, wanted: Wanted): Promise<{ siteId: number, peerId: number }> {
  const [place] = await Promise.all([
    peerFor(tx, accountId, request),
    checkRights(tx, accountId, request),
    checkLimits(tx, accountId, { numbers: sizeOf(wanted), waits: request.backOrderRequested ?? false }),
  ])
  if (wanted.kind === 'search') await checkCriteria(tx, wanted.criteria)
  return place
}

/** Answers a refusal instead of throwing it, which would undo the work of others in the same transaction. */
async function orRefusal<T>(admission: Promise<T>): Promise<T | ApiError> {
  try {
    return await admission
  } catch (error) {
    if (error instanceof ApiError) return error
    throw error
  }
}

/** Who places an order, when, in which request. */
type Placing = Pick<Call<unknown, unknown, unknown>, 'actor' | 'clock' | 'requestId'>

interface NewNumberOrder {
  readonly accountId: number
  readonly siteId: number
  readonly peerId: number
  readonly by: Placing
  readonly wanted: Wanted
}

async function store(tx: Tx, { accountId, siteId, peerId, by, wanted }: NewNumberOrder, request: NumberOrderRequest): Promise<PlacedOrder> {
  const id = newId()
  const context = auditContext(by)
  const { at, actor } = context
  const { customerOrderId, name } = request
  await Promise.all([
    openOrder(tx, numberOrder, { id, accountId, siteId, customerOrderId, name, createdBy: actor.userName, at }),
    insertDetails(tx, id, {
      selection: Selections.parse(request), quantity: sizeOf(wanted), peerId,
      partialAllowed: request.partialAllowed ?? false, backOrderRequested: request.backOrderRequested ?? false,
      tnAttributes: request.tnAttributes ?? [],
    }),
    enqueue(tx, processNumberOrder, { orderId: id, few: isFew(wanted) }, { accountId }),
    audit(tx, context, { accountId, operation: 'orders-post', subject: `/accounts/${accountId}/orders/${id}`, after: request }),
  ])
  return { id, createdAt: at, status: numberOrder.initial }
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

  async place(accountId: number, request: NumberOrderRequest, by: Placing): Promise<PlacedOrder> {
    const wanted = checkForm(request)
    const placed = await this.#database.together('place number orders', async (tx) => {
      const admitted = await orRefusal(admit(tx, accountId, request, wanted))
      return admitted instanceof ApiError ? admitted : store(tx, { accountId, by, wanted, ...admitted }, request)
    })
    if (placed instanceof ApiError) throw placed
    return placed
  }
}
