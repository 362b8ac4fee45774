const MAX_WAITING_PER_HOST = 1_000

export type SlotGrant = 'granted' | 'full' | 'expired'

interface Host { busy: number, waiting: Set<() => void> }

/**
 * Bounds how many attempts one host has at a time. The agent's own bound is not enough: its queue has no limit and
 * keeps requests that were given up long ago, so a hanging receiver would fill the memory.
 */
export class HostSlots {
  readonly #limit: number
  readonly #hosts = new Map<string, Host>()

  constructor(limit: number) {
    this.#limit = limit
  }

  /** Waits, first come first served, until the host has a free slot (`release` it) or `deadline` aborts. */
  acquire(name: string, deadline: AbortSignal): Promise<SlotGrant> {
    const host = this.#hosts.get(name) ?? { busy: 0, waiting: new Set() }
    this.#hosts.set(name, host)
    if (host.busy < this.#limit) {
      host.busy += 1
      return Promise.resolve('granted')
    }
    if (host.waiting.size >= MAX_WAITING_PER_HOST) return Promise.resolve('full')
    return new Promise((resolve) => {
      const grant = () => {
        deadline.removeEventListener('abort', expire)
        resolve('granted')
      }
      const expire = () => {
        host.waiting.delete(grant)
        resolve('expired')
      }
      host.waiting.add(grant)
      deadline.addEventListener('abort', expire, { once: true })
    })
  }

  /** Passes a granted slot to the one who has waited longest. */
  release(name: string): void {
    const host = this.#hosts.get(name)
    if (host === undefined) return
    const [next] = host.waiting
    if (next !== undefined) {
      host.waiting.delete(next)
      next()
      return
    }
    host.busy -= 1
    if (host.busy === 0) this.#hosts.delete(name)
  }
}
