import { z } from 'zod'
import type { SystemClock } from '../../clock/clock.ts'
import type { Database } from '../../db/database.ts'
import { defineJob } from '../../jobs/job.ts'
import { work, type JobHandler } from '../../jobs/worker.ts'
import type { FileStorage } from '../../storage/storage.ts'
import { contentOf, discardedKeys, forgetDiscarded, handOver, unstoredKeys } from './repository.ts'

const Payload = z.object({ contentKey: z.uuid() })

/** Puts a content that the database still holds into the storage. Tried for about a day, then once an hour by the round. */
export const storeContent = defineJob({ name: 'orders.file.store', payload: Payload, attempts: 12 })
/** Removes a content that no file refers to any more from the storage. */
export const removeContent = defineJob({ name: 'orders.file.remove', payload: Payload, attempts: 12 })
/** The round that makes up for jobs that gave up, and for files that went with their orders. */
export const tidyFiles = defineJob({ name: 'orders.files.tidy', payload: z.object({}), attempts: 3 })

const BATCH = 200
/** After so many failures the storage itself is in trouble, not a content. */
const MOST_FAILURES = 5

interface Dependencies { readonly database: Database, readonly storage: FileStorage, readonly clock: SystemClock }

async function remove({ database, storage }: Dependencies, contentKey: string): Promise<void> {
  await storage.remove(contentKey)
  await forgetDiscarded(database.db, contentKey)
}

/**
 * The storage has the content before the row lets go of it. A file that was deleted or replaced meanwhile has no such key any
 * more: what was put then is removed again.
 */
async function store(deps: Dependencies, contentKey: string): Promise<void> {
  const { database, storage, clock } = deps
  const content = await contentOf(database.db, contentKey)
  if (content === null) return
  if (content) await storage.put(contentKey, content)
  if (!await handOver(database.db, contentKey, clock.now())) await remove(deps, contentKey)
}

/** Does the work for one key after the other, also past those that fail, until too many did. Answers why they failed. */
async function forEachKey(keys: readonly string[], work: (key: string) => Promise<void>): Promise<unknown[]> {
  const failures: unknown[] = []
  for (const key of keys) {
    // Whoever waits for a storage that is away waits for each key.
    if (failures.length >= MOST_FAILURES) break
    try {
      await work(key)
    } catch (error) {
      failures.push(error)
    }
  }
  return failures
}

/** Removes what is to be removed, as far as that goes. Answers what failed. */
async function removeDiscarded(deps: Dependencies, signal: AbortSignal | undefined): Promise<unknown[]> {
  for (;;) {
    const keys = await discardedKeys(deps.database.db, BATCH)
    const failures = await forEachKey(keys, (key) => remove(deps, key))
    // Those that failed would come first again.
    if (keys.length < BATCH || failures.length > 0 || signal?.aborted === true) return failures
  }
}

/** Stores what the database still holds, as far as that goes. Answers what failed. */
async function storeRest(deps: Dependencies, signal: AbortSignal | undefined): Promise<unknown[]> {
  for (let last = 0; ;) {
    const unstored = await unstoredKeys(deps.database.db, last, BATCH)
    const failures = await forEachKey(unstored.map(({ key }) => key), (key) => store(deps, key))
    last = unstored.at(-1)?.id ?? last
    if (unstored.length < BATCH || failures.length > 0 || signal?.aborted === true) return failures
  }
}

/** One content that the storage refuses keeps no other waiting; the round fails in the end all the same, so somebody hears of it. */
async function tidy(deps: Dependencies, signal: AbortSignal | undefined): Promise<void> {
  const failures = [...await removeDiscarded(deps, signal), ...await storeRest(deps, signal)]
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} contents could be neither stored nor removed: ${String(failures[0])}`)
}

/** The jobs on contents. Each may run any number of times, at the same time as the others. */
export const fileJobs = (deps: Dependencies): readonly JobHandler[] => [
  work(storeContent, ({ contentKey }) => store(deps, contentKey)),
  work(removeContent, ({ contentKey }) => remove(deps, contentKey)),
  work(tidyFiles, (_payload, { signal }) => tidy(deps, signal), { regularly: '41 * * * *' }),
]
