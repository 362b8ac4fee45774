import type { Actor } from '../../../kernel/contract/handler.ts'
import type { Database } from '../../../kernel/db/database.ts'
import { newId } from '../../../kernel/ids/ids.ts'
import { enqueue } from '../../../kernel/jobs/job.ts'
import { isCustomerOrderId } from '../../../kernel/orders/customer-order-id.ts'
import { openOrder } from '../../../kernel/orders/engine.ts'
import { hasFeature, ROLE_ADMIN } from '../../accounts/index.ts'
import { heldErrors } from '../errors.ts'
import { readNumbers } from '../number-list.ts'
import type { DisconnectRequest } from './contract.ts'
import { disconnectErrors } from './errors.ts'
import { processDisconnect } from './jobs.ts'
import { disconnect } from './process.ts'
import { insertDisconnect, modes, protections, type DisconnectDetails, type DisconnectMode, type Protection } from './repository.ts'

const MOST_NAME_CHARACTERS = 50
const SHOWN = 40

/** What a disconnect order asks for, with the defaults filled in. Throws 5052, 5002, 5084, 5108, 5109 and those of the numbers. */
function read(request: DisconnectRequest): DisconnectDetails<DisconnectMode, Protection> {
  const { customerOrderId = '', name = '', disconnectTelephoneNumberOrderType: wanted = {} } = request
  if (!isCustomerOrderId(customerOrderId)) throw disconnectErrors.customerOrderId()
  if (name.length > MOST_NAME_CHARACTERS) throw disconnectErrors.invalid({ reason: 'name has more than 50 characters' })
  const { disconnectMode = 'normal', protected: mark = 'UNCHANGED' } = wanted
  const mode = modes.find((known) => known === disconnectMode.toLowerCase())
  if (!mode) throw disconnectErrors.mode({ value: disconnectMode.slice(0, SHOWN) })
  const protection = protections.find((known) => known === mark.toUpperCase())
  if (!protection) throw disconnectErrors.protection({ value: mark.slice(0, SHOWN) })
  if (protection === 'TRUE' && mode === 'purge') throw disconnectErrors.protectionClash({ mode })
  return { numbers: readNumbers(wanted.telephoneNumberList ?? []), mode, protection }
}

/** A disconnect order that was taken. */
export interface PlacedDisconnect extends DisconnectDetails {
  readonly id: string
  readonly createdAt: Date
}

/** Takes orders that give numbers up; the work is done afterwards. */
export class Disconnects {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Checks an order, stores it and queues its processing. Throws what `read` throws, 5085 for taking numbers out of the stock without administering it, and 5110 for protecting without the right to. */
  async place(accountId: number, request: DisconnectRequest, { actor, at }: { readonly actor: Actor, readonly at: Date }): Promise<PlacedDisconnect> {
    const details = read(request)
    if (details.mode === 'purge' && !actor.rights.has(`${ROLE_ADMIN}:update`)) throw disconnectErrors.modeNotAllowed({ user: actor.userName, mode: details.mode })
    const { customerOrderId, name } = request
    return this.#database.transaction(async (tx) => {
      if (details.protection === 'TRUE' && !await hasFeature(tx, accountId, 'NumberManagement.PROTECTED_TNS')) throw heldErrors.mayNotProtect({ accountId })
      const id = newId()
      await Promise.all([
        openOrder(tx, disconnect, { id, accountId, customerOrderId, name, createdBy: actor.userName, at }),
        insertDisconnect(tx, id, details),
        enqueue(tx, processDisconnect, { orderId: id }, { accountId }),
      ])
      return { id, createdAt: at, ...details }
    })
  }
}
