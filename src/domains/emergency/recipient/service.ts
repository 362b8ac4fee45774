import type { Database, Tx } from '../../../kernel/db/database.ts'
import { isUuid, newId } from '../../../kernel/ids/ids.ts'
import type { Sealer } from '../../../kernel/seal/sealer.ts'
import { readRecipient, type RecipientContent } from './content.ts'
import type { RecipientRequest } from './contract.ts'
import { recipientErrors } from './errors.ts'
import { deleteRecipient, findIdentical, findRecipient, insertRecipient, lockRecipients, updateRecipient, type Recipient, type WrittenRecipient } from './repository.ts'

interface By { readonly actor: string, readonly at: Date }

/** Those who are told of emergency calls. Each method but `create` throws 8075 (404) for one that the account does not have. */
export class Recipients {
  readonly #database: Database
  readonly #sealer: Sealer

  constructor(database: Database, sealer: Sealer) {
    this.#database = database
    this.#sealer = sealer
  }

  /** Throws 8065 to 8073 and 8107 for a request that cannot be, 8074 where there is an identical one. */
  async create(accountId: number, request: RecipientRequest, { actor, at }: By): Promise<Recipient> {
    const written = this.#written(readRecipient(request))
    return this.#database.transaction(async (tx) => {
      await lockRecipients(tx, accountId)
      const id = newId()
      if (!await insertRecipient(tx, { id, accountId, at, actor }, written)) await refuseIdentical(tx, accountId, written)
      return required(tx, accountId, id, { lock: false })
    })
  }

  get(accountId: number, id: string): Promise<Recipient> {
    return required(this.#database.db, accountId, id, { lock: false })
  }

  /** Replaces everything but the identifier; throws what `create` throws. */
  async replace(accountId: number, id: string, request: RecipientRequest, { actor, at }: By): Promise<Recipient> {
    const written = this.#written(readRecipient(request))
    return this.#database.transaction(async (tx) => {
      await lockRecipients(tx, accountId)
      await required(tx, accountId, id, { lock: true })
      if (await findIdentical(tx, accountId, written) !== id.toLowerCase()) await refuseIdentical(tx, accountId, written)
      await updateRecipient(tx, { id, accountId, at, actor }, written)
      return required(tx, accountId, id, { lock: false })
    })
  }

  /** Throws 8080 while a group uses it. */
  async remove(accountId: number, id: string): Promise<void> {
    await this.#database.transaction(async (tx) => {
      await lockRecipients(tx, accountId)
      const { groupId } = await required(tx, accountId, id, { lock: true })
      if (groupId !== null) throw recipientErrors.inUse({ identifier: id, group: groupId })
      await deleteRecipient(tx, id)
    })
  }

  #written({ credentials, ...content }: RecipientContent): WrittenRecipient {
    return { ...content, username: credentials?.username ?? null, sealedPassword: credentials ? this.#sealer.seal(credentials.password) : null }
  }
}

async function required(tx: Tx, accountId: number, id: string, how: { readonly lock: boolean }): Promise<Recipient> {
  const recipient = isUuid(id) ? await findRecipient(tx, accountId, id, how) : undefined
  if (!recipient) throw recipientErrors.missing()
  return recipient
}

async function refuseIdentical(tx: Tx, accountId: number, written: WrittenRecipient): Promise<void> {
  const identifier = await findIdentical(tx, accountId, written)
  if (identifier !== undefined) throw recipientErrors.taken({ identifier })
}
