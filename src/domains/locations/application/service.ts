import type { Database, Tx } from '../../../kernel/db/database.ts'
import { isUuid, newId } from '../../../kernel/ids/ids.ts'
import type { Sealer } from '../../../kernel/seal/sealer.ts'
import { findAccount } from '../../accounts/index.ts'
import { checkedContent, checkedCredentials, patched } from './content.ts'
import type { ApplicationRequest } from './contract.ts'
import { applicationErrors } from './errors.ts'
import {
  findApplication, findApplications, insertApplication, lockApplication, peersOfApplication, removeApplication, updateApplication,
  type Application, type AssociatedPeer, type SealedCredentials,
} from './repository.ts'

const MOST_NAMED = 10

interface Dependencies {
  readonly database: Database
  readonly sealer: Sealer
}

/** The applications of accounts. Each method but the first two throws 13629 for one that the account does not have. */
export class Applications {
  readonly #deps: Dependencies

  constructor(deps: Dependencies) {
    this.#deps = deps
  }

  list(accountId: number): Promise<Application[]> {
    return findApplications(this.#deps.database.db, accountId)
  }

  /** Adds an application; throws the documented refusals of what it is to be. */
  async create(accountId: number, request: ApplicationRequest, at: Date): Promise<Application> {
    const content = checkedContent(request)
    const credentials = checkedCredentials(request)
    const id = newId()
    await insertApplication(this.#deps.database.db, { id, accountId, at }, content, this.#sealed(credentials))
    return { ...content, id, callbackUser: credentials?.userId }
  }

  get(accountId: number, id: string): Promise<Application> {
    return this.#required(findApplication, this.#deps.database.db, accountId, id)
  }

  /** Replaces an application; without credentials in the request it has none afterwards. Throws 12964 for another type. */
  replace(accountId: number, id: string, request: ApplicationRequest): Promise<Application> {
    const credentials = checkedCredentials(request)
    return this.#change(accountId, id, () => request, this.#sealed(credentials))
  }

  /** Changes what is given; credentials stay unless new ones are given. */
  patch(accountId: number, id: string, request: ApplicationRequest): Promise<Application> {
    const credentials = checkedCredentials(request)
    return this.#change(accountId, id, (before) => patched(before, request), credentials && this.#sealed(credentials))
  }

  /** Throws 12107 while SIP peers use the application. */
  async remove(accountId: number, id: string): Promise<void> {
    await this.#deps.database.transaction(async (tx) => {
      const { id: stored } = await this.#required(lockApplication, tx, accountId, id)
      const peers = await peersOfApplication(tx, stored)
      if (peers.length > 0) {
        const named = peers.slice(0, MOST_NAMED).map(({ peerId }) => peerId).join(', ')
        throw applicationErrors.inUse({ locations: peers.length > MOST_NAMED ? `${named}, ...` : named })
      }
      await removeApplication(tx, stored)
    })
  }

  /** Throws 12103 for an account that is not set up for applications. */
  async associatedPeers(accountId: number, id: string): Promise<AssociatedPeer[]> {
    const { db } = this.#deps.database
    const account = await findAccount(db, accountId)
    if (!account?.details.associatedCatapultAccount) throw applicationErrors.noAssociation({ accountId })
    const application = await this.get(accountId, id)
    return peersOfApplication(db, application.id)
  }

  async #change(
    accountId: number, id: string, requestFor: (before: Application) => ApplicationRequest, credentials: SealedCredentials | undefined,
  ): Promise<Application> {
    return this.#deps.database.transaction(async (tx) => {
      const before = await this.#required(lockApplication, tx, accountId, id)
      const request = requestFor(before)
      if (request.serviceType !== undefined && request.serviceType !== before.serviceType) throw applicationErrors.serviceTypeFixed()
      const content = checkedContent({ ...request, serviceType: before.serviceType })
      await updateApplication(tx, before.id, content, credentials)
      return { ...content, id: before.id, callbackUser: credentials === undefined ? before.callbackUser : credentials?.userId }
    })
  }

  async #required(
    find: (tx: Tx, accountId: number, id: string) => Promise<Application | undefined>, tx: Tx, accountId: number, id: string,
  ): Promise<Application> {
    const application = isUuid(id) ? await find(tx, accountId, id) : undefined
    if (!application) throw applicationErrors.unknown({ applicationId: id.slice(0, 60) })
    return application
  }

  #sealed(credentials: ReturnType<typeof checkedCredentials>): SealedCredentials {
    return credentials ? { userId: credentials.userId, sealedPassword: this.#deps.sealer.seal(credentials.password) } : null
  }
}

/** The account's application, kept from being deleted until the transaction ends. Throws 13629 (400) and 13648 for another type. */
export async function requireApplication(tx: Tx, accountId: number, id: string, type: Application['serviceType'], use: string): Promise<string> {
  const application = isUuid(id) ? await lockApplication(tx, accountId, id) : undefined
  if (!application) throw applicationErrors.unknownHere({ applicationId: id.slice(0, 60) })
  if (application.serviceType !== type) throw applicationErrors.typeUnfit({ type: application.serviceType, use })
  return application.id
}
