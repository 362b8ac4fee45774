import { systemClock } from '../../../kernel/clock/clock.ts'
import type { Tx } from '../../../kernel/db/database.ts'
import { roughStock } from './vanity-repository.ts'

const REMEMBERED_MS = 10_000

let known: { readonly numbers: number, readonly atMs: number } | undefined

/** How many numbers are available, as it was some seconds ago: good enough to choose a way of searching by. */
export async function knownStock(tx: Tx): Promise<number> {
  const nowMs = systemClock.monotonicMs()
  if (known === undefined || nowMs - known.atMs > REMEMBERED_MS) known = { numbers: await roughStock(tx), atMs: nowMs }
  return known.numbers
}
