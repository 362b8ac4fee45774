import type { SystemClock } from '../clock/clock.ts'

/** Whoever holds a place longer than this waits for somebody who does not answer. */
const SLOW_MS = 1_000
/** How long a target that was found slow counts as slow, unless it is quick again. */
const SLOW_FOR_MS = 60_000
const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 30_000
/** Share of the places that one target, a slow target, and all targets of one account may hold at a time. */
const SHARE_OF_TARGET = 1 / 4
const SHARE_OF_SLOW_TARGET = 1 / 16
const SHARE_OF_ACCOUNT = 1 / 2

export interface Place { leave(): void }

interface Group { taken: number, readonly waiting: Set<() => void> }

interface Wanted { readonly accountId: number, readonly target: string }

interface Slow { readonly untilMs: number, turnedAway: number }

const shareOf = (places: number, share: number) => Math.max(1, Math.floor(places * share))

/**
 * The places in which a process talks to the outside. One target, and all targets of one account, hold a share of them at
 * most, so that those that do not answer leave room for everybody else's. Where a target that answers is at its limit,
 * whoever comes waits for a place for a moment; where it is known to be slow, whoever comes is turned away at once, and
 * tries again later.
 */
export class Places {
  readonly #places: number
  readonly #clock: SystemClock
  readonly #groups = new Map<string, Group>()
  readonly #slow = new Map<string, Slow>()

  constructor(places: number, clock: SystemClock) {
    this.#places = places
    this.#clock = clock
  }

  /** A place, to be left when the talking is done; undefined where target or account have no place for now. */
  async take({ accountId, target }: Wanted): Promise<Place | undefined> {
    const slow = this.#slowNow(target)
    const limit = shareOf(this.#places, slow ? SHARE_OF_SLOW_TARGET : SHARE_OF_TARGET)
    const ofTarget = await this.#enter(target, limit, slow === undefined)
    if (!ofTarget) {
      const known = this.#slowNow(target)
      if (known) known.turnedAway += 1
      return undefined
    }
    const ofAccount = await this.#enter(`account ${accountId}`, shareOf(this.#places, SHARE_OF_ACCOUNT), true)
    if (!ofAccount) {
      ofTarget.leave()
      return undefined
    }
    const startedMs = this.#clock.monotonicMs()
    return {
      leave: () => {
        ofTarget.leave()
        ofAccount.leave()
        this.#judge(target, this.#clock.monotonicMs() - startedMs)
      },
    }
  }

  /** How long somebody who was turned away should stay away: longer, the more there are of them. */
  pauseMs(target: string): number {
    const turnedAway = this.#slowNow(target)?.turnedAway ?? 0
    return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * (1 + turnedAway / shareOf(this.#places, SHARE_OF_SLOW_TARGET)))
  }

  #slowNow(target: string): Slow | undefined {
    const slow = this.#slow.get(target)
    if (slow === undefined || slow.untilMs > this.#clock.monotonicMs()) return slow
    this.#slow.delete(target)
    return undefined
  }

  #judge(target: string, tookMs: number): void {
    if (tookMs < SLOW_MS) this.#slow.delete(target)
    else this.#slow.set(target, { untilMs: this.#clock.monotonicMs() + SLOW_FOR_MS, turnedAway: 0 })
  }

  async #enter(name: string, limit: number, mayWait: boolean): Promise<Place | undefined> {
    const group = this.#groups.get(name) ?? { taken: 0, waiting: new Set() }
    this.#groups.set(name, group)
    if (group.taken < limit) group.taken += 1
    else if (!mayWait || !await this.#handedOver(group)) return undefined
    return {
      leave: () => {
        const [next] = group.waiting
        if (next) next()
        else group.taken -= 1
        if (group.taken === 0) this.#groups.delete(name)
      },
    }
  }

  /** Waits in turn for the place of somebody who leaves. False where it takes too long. */
  #handedOver(group: Group): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (got: boolean) => {
        clearTimeout(timer)
        group.waiting.delete(wake)
        resolve(got)
      }
      const wake = () => { end(true) }
      const timer = setTimeout(() => { end(false) }, SLOW_MS)
      group.waiting.add(wake)
    })
  }
}
