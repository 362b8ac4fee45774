import type { Database, Tx } from '../../../kernel/db/database.ts'
import { commonErrors } from '../../../kernel/errors/common.ts'
import { readPeer } from '../../locations/index.ts'
import { AnyTn } from '../../numbering/index.ts'
import { inventoryErrors } from '../errors.ts'
import { relocateNumbers } from '../ledger/place.ts'
import { numberIn } from '../number-in.ts'
import { requirePeer, type PeerPlace } from '../place-in.ts'
import type { PeerNumberRequest } from './contract.ts'
import { countOnPeer, findPeerNumber, statesOf, type NamedNumbers, type PeerNumber } from './repository.ts'
import { setLine } from './settings.ts'

const MOST_MOVED = 5000

/** A SIP peer as a path names it. */
export interface PeerPath {
  readonly accountId: number
  readonly siteId: string
  readonly sippeerId: string
}

const placeOf = (tx: Tx, { accountId, siteId, sippeerId }: PeerPath): Promise<PeerPlace> => requirePeer(tx, accountId, siteId, sippeerId)

/** Numbers on a SIP peer. Throws 13563 for a peer that is not there. */
export class PeerNumbers {
  readonly #database: Database
  readonly #named: NamedNumbers

  constructor(database: Database, named: NamedNumbers) {
    this.#database = database
    this.#named = named
  }

  /** A number that is in service on the peer. Throws 12512, 13517 for one that is not the account's, 13536 and 13518 for one elsewhere or not in service. */
  async get(path: PeerPath, tn: string): Promise<PeerNumber> {
    const { db } = this.#database
    return this.#require(db, await placeOf(db, path), numberIn(tn))
  }

  /** Sets the line settings of a number on the peer. Throws as `get`, and the refusals of `setLine`. */
  async set(path: PeerPath, tn: string, request: PeerNumberRequest, at: Date): Promise<void> {
    await this.#database.transaction(async (tx) => {
      const place = await placeOf(tx, path)
      const number = await this.#require(tx, place, numberIn(tn))
      refuseOther(number.tn, request.fullNumber)
      await setLine(tx, place, number, request, at)
    })
  }

  /** Moves numbers in service to the peer, all or none. Throws 13505, 5095, 13512, 13511, 13520 and 13518. */
  async move(path: PeerPath, texts: readonly string[], at: Date): Promise<void> {
    if (texts.length === 0) throw inventoryErrors.numberMissing()
    if (texts.length > MOST_MOVED) throw inventoryErrors.tooManyToMove({ most: MOST_MOVED, count: texts.length })
    const tns = distinct(texts)
    await this.#database.transaction(async (tx) => {
      const place = await placeOf(tx, path)
      const moved = new Set(await relocateNumbers(tx, tns, { ...place, at }))
      const left = tns.filter((tn) => !moved.has(tn))
      if (left.length > 0) await refuseMove(tx, place, left)
    })
  }

  /** How many numbers are in service on the peer, how many of them show calling names, and how many have one entered. */
  async count(path: PeerPath): Promise<{ count: number, cnam: number, lidb: number }> {
    const { db } = this.#database
    const place = await placeOf(db, path)
    const peer = await readPeer(db, place.accountId, place.siteId, place.peerId)
    return countOnPeer(db, place, { byDefault: peer?.details.callingName.display ?? false, named: this.#named })
  }

  async #require(tx: Tx, { accountId, siteId, peerId }: PeerPlace, tn: string): Promise<PeerNumber> {
    const number = await findPeerNumber(tx, accountId, tn)
    if (!number) throw inventoryErrors.numberUnknown({ tn, accountId })
    if (number.status !== 'Inservice') throw inventoryErrors.notInService({ tn })
    if (number.peerId !== peerId) throw inventoryErrors.notOnPeer({ tn, peerId, accountId, siteId })
    return number
  }
}

/** Refuses a body that names another number than the path, which would be set by mistake. */
function refuseOther(tn: string, named: string | undefined): void {
  if (!named) return
  const parsed = AnyTn.safeParse(named)
  if (!parsed.success) throw inventoryErrors.numberMalformed({ tn: named.slice(0, 40) })
  if (parsed.data !== tn) throw commonErrors.badRequest({ reason: `FullNumber ${parsed.data} is not the number of the address, ${tn}` })
}

function distinct(texts: readonly string[]): string[] {
  const tns = new Set<string>()
  for (const text of texts) {
    const parsed = AnyTn.safeParse(text)
    if (!parsed.success) throw inventoryErrors.numberMalformed({ tn: text.slice(0, 40) })
    if (tns.has(parsed.data)) throw inventoryErrors.numberTwice({ tn: parsed.data })
    tns.add(parsed.data)
  }
  return [...tns].sort()
}

/** Throws what is wrong with the first of the numbers that could not be moved. */
async function refuseMove(tx: Tx, { accountId }: PeerPlace, tns: readonly string[]): Promise<never> {
  const [tn = ''] = tns
  const states = await statesOf(tx, accountId, [tn])
  throw states.has(tn) ? inventoryErrors.notInServiceToMove({ tn }) : inventoryErrors.numberToMoveUnknown({ tn, accountId })
}
