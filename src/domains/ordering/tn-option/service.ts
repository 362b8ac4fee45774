import type { Actor } from '../../../kernel/contract/handler.ts'
import type { Database, Tx } from '../../../kernel/db/database.ts'
import { newId } from '../../../kernel/ids/ids.ts'
import { enqueue } from '../../../kernel/jobs/job.ts'
import { isCustomerOrderId } from '../../../kernel/orders/customer-order-id.ts'
import { openOrder } from '../../../kernel/orders/engine.ts'
import { hasFeature, type Feature } from '../../accounts/index.ts'
import { heldNumbers } from '../../inventory/index.ts'
import { readPeer } from '../../locations/index.ts'
import { heldErrors } from '../errors.ts'
import type { TnOptionRequest } from './contract.ts'
import { tnOptionErrors } from './errors.ts'
import { processTnOptions } from './jobs.ts'
import { tnOptionOrder } from './process.ts'
import { insertGroups } from './repository.ts'
import { checkRoutes } from './routing.ts'
import { readGroups, type WantedGroup } from './wanted.ts'


async function requireFeature(tx: Tx, accountId: number, feature: Feature): Promise<void> {
  if (!await hasFeature(tx, accountId, feature)) throw heldErrors.featureMissing({ accountId, feature: feature.split('.')[1] ?? feature })
}

/** What the account must have been given for what is asked for. Throws 5078, 5110 and 5114. */
async function checkRights(tx: Tx, accountId: number, groups: readonly WantedGroup[]): Promise<void> {
  const some = (asked: (changes: WantedGroup['changes']) => unknown) => groups.some(({ changes }) => asked(changes))
  if (some(({ callForward }) => callForward)) await requireFeature(tx, accountId, 'Origination.CallForwarding')
  if (some(({ callingNameDisplay }) => callingNameDisplay)) await requireFeature(tx, accountId, 'Origination.CNAM')
  if (some((changes) => changes.sms) && !await hasFeature(tx, accountId, 'MESSAGING.SMS')) throw tnOptionErrors.smsMissing({ accountId })
  if (some((changes) => changes.protected) && !await hasFeature(tx, accountId, 'NumberManagement.PROTECTED_TNS')) throw heldErrors.mayNotProtect({ accountId })
}

/** Throws 5091 where a SIP peer that fixes CallingNameDisplay for all of its numbers has one that is to get another. */
async function checkNames(tx: Tx, accountId: number, groups: readonly WantedGroup[]): Promise<void> {
  const named = groups.filter(({ changes }) => typeof changes.callingNameDisplay === 'boolean')
  if (named.length === 0) return
  const held = await heldNumbers(tx, accountId, named.flatMap(({ tns }) => tns), { lock: false })
  const fixed = new Map<number, boolean>()
  for (const { siteId, peerId } of held.values()) {
    if (siteId === null || peerId === null || fixed.has(peerId)) continue
    const { enforced = false, display = false } = (await readPeer(tx, accountId, siteId, peerId))?.details.callingName ?? {}
    if (enforced) fixed.set(peerId, display)
  }
  for (const { tns, changes } of named) {
    const other = tns.find((tn) => (fixed.get(held.get(tn)?.peerId ?? 0) ?? changes.callingNameDisplay) !== changes.callingNameDisplay)
    if (other !== undefined) throw tnOptionErrors.nameFixed({ tn: other })
  }
}

/** Takes orders that set options of numbers; the work is done afterwards. */
export class TnOptionOrders {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Checks an order, stores it and queues its processing; answers its id. Throws the refusals of `readGroups`, 5052, and those of missing rights. */
  async place(accountId: number, request: TnOptionRequest, { actor, at }: { readonly actor: Actor, readonly at: Date }): Promise<string> {
    const { customerOrderId, tnOptionGroups = [] } = request
    if (!isCustomerOrderId(customerOrderId)) throw tnOptionErrors.customerOrderId()
    const groups = readGroups(tnOptionGroups)
    return this.#database.transaction(async (tx) => {
      await checkRights(tx, accountId, groups)
      await checkNames(tx, accountId, groups)
      await checkRoutes(tx, groups)
      const id = newId()
      await Promise.all([
        openOrder(tx, tnOptionOrder, { id, accountId, customerOrderId, createdBy: actor.userName, at }),
        insertGroups(tx, id, tnOptionGroups, groups.reduce((sum, { tns }) => sum + tns.length, 0)),
        enqueue(tx, processTnOptions, { orderId: id }, { accountId }),
      ])
      return id
    })
  }
}
