import type { ApiError } from '../../../kernel/errors/catalogue.ts'
import type { Database } from '../../../kernel/db/database.ts'
import type { Sealer } from '../../../kernel/seal/sealer.ts'
import type { ItemError, SipCredential } from './contract.ts'
import { credentialErrors } from './errors.ts'
import {
  deleteCredential, findCredential, insertCredentials, pageOfCredentials, updateHashes, type CredentialPage, type StoredCredential,
} from './repository.ts'
import { compositeName, hashRefusal, refusalOf } from './rules.ts'

const MOST_AT_ONCE = 1000

/** What became of a list of credentials: each is in exactly one of the two. */
export interface Taken {
  readonly errors: readonly ItemError[]
  readonly valid: readonly SipCredential[]
}

const itemError = (refusal: ApiError, sipCredential: SipCredential): ItemError[] =>
  refusal.problems.slice(0, 1).map(({ code, text }) => ({ errorCode: code, description: text, sipCredential }))

interface Dependencies {
  readonly database: Database
  readonly sealer: Sealer
}

/** SIP credentials of accounts; their hashes are sealed while they are stored. */
export class SipCredentials {
  readonly #deps: Dependencies

  constructor(deps: Dependencies) {
    this.#deps = deps
  }

  /** A page by composite name; `next` is the name that the next one begins with. Throws 23008 where the account has none, 23011 where none fits. */
  async list(accountId: number, page: CredentialPage): Promise<{ credentials: SipCredential[], next: string | undefined }> {
    const { db } = this.#deps.database
    const found = await pageOfCredentials(db, accountId, page)
    if (found.length === 0) {
      const any = await pageOfCredentials(db, accountId, { size: 1 })
      throw any.length === 0 ? credentialErrors.none({ accountId }) : credentialErrors.noneFound()
    }
    return { credentials: found.slice(0, page.size).map((each) => this.#opened(each)), next: found[page.size]?.compositeName }
  }

  /**
   * Adds those that can be added. Throws 23006 and 23003 for the number of them, and where none is taken, the errors of all
   * in one.
   */
  async create(accountId: number, credentials: readonly SipCredential[], at: Date): Promise<Taken> {
    if (credentials.length === 0) throw credentialErrors.listEmpty()
    if (credentials.length > MOST_AT_ONCE) throw credentialErrors.tooMany({ most: MOST_AT_ONCE })
    const refusals = this.#refusals(accountId, credentials)
    const sound = credentials.filter((_each, index) => !refusals[index])
    const added = await insertCredentials(this.#deps.database.db, accountId, sound.map((each) => this.#sealed(each)), at)
    const outcome = credentials.map((each, index) => ({
      each, refusal: refusals[index] ?? (added.has(compositeName(each)) ? undefined : credentialErrors.exists({ name: compositeName(each), accountId })),
    }))
    const errors = outcome.flatMap(({ each, refusal }) => refusal ? itemError(refusal, each) : [])
    const valid = outcome.flatMap(({ each, refusal }) => refusal ? [] : each)
    const [first] = outcome
    if (valid.length === 0 && first?.refusal) throw first.refusal.echoing({ errors })
    return { errors, valid }
  }

  async get(accountId: number, name: string): Promise<SipCredential> {
    return this.#opened(this.#required(await findCredential(this.#deps.database.db, accountId, name), accountId, name))
  }

  /** Changes the hashes. Throws 23004 for another name or domain, 23007 where there is no such credential. */
  async update(accountId: number, name: string, credential: SipCredential): Promise<SipCredential> {
    const { db } = this.#deps.database
    const before = this.#required(await findCredential(db, accountId, name), accountId, name)
    const { userName = before.userName, domain = before.domain } = credential
    if (userName !== before.userName || domain !== before.domain) throw credentialErrors.nameFixed()
    const refusal = hashRefusal(credential)
    if (refusal) throw refusal
    const changed = await updateHashes(db, accountId, name, this.#sealed({ ...credential, userName, domain }))
    return this.#opened(this.#required(changed, accountId, name))
  }

  async remove(accountId: number, name: string): Promise<void> {
    if (!await deleteCredential(this.#deps.database.db, accountId, name)) throw credentialErrors.unknown({ name, accountId })
  }

  /** The refusal of each, by its place: what is wrong with it, or that its name came before in the list. */
  #refusals(accountId: number, credentials: readonly SipCredential[]): (ApiError | undefined)[] {
    const names = new Set<string>()
    return credentials.map((credential) => {
      const refusal = refusalOf(credential)
      const name = compositeName(credential)
      if (refusal) return refusal
      if (names.has(name)) return credentialErrors.repeated({ name, accountId })
      names.add(name)
      return undefined
    })
  }

  #required(credential: StoredCredential | undefined, accountId: number, name: string): StoredCredential {
    if (!credential) throw credentialErrors.unknown({ name, accountId })
    return credential
  }

  #sealed(credential: SipCredential): StoredCredential {
    const { sealer } = this.#deps
    const { userName = '', domain, hash1 = '', hash1b } = credential
    return {
      compositeName: compositeName(credential), userName, domain: domain || undefined,
      sealedHash1: sealer.seal(hash1), sealedHash1b: hash1b ? sealer.seal(hash1b) : undefined,
    }
  }

  #opened({ userName, domain, sealedHash1, sealedHash1b }: StoredCredential): SipCredential {
    const { sealer } = this.#deps
    return { userName, domain, hash1: sealer.open(sealedHash1), hash1b: sealedHash1b === undefined ? undefined : sealer.open(sealedHash1b) }
  }
}
