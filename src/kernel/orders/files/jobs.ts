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

async function tidy(deps: Dependencies, signal: AbortSignal | undefined): Promise<void> {
  const { database } = deps
  for (let found = BATCH; found === BATCH && signal?.aborted !== true;) {
    const keys = await discardedKeys(database.db, BATCH)
    for (const key of keys) await remove(deps, key)
    found = keys.length
  }
  let last = 0
  for (let found = BATCH; found === BATCH && signal?.aborted !== true;) {
    const unstored = await unstoredKeys(database.db, last, BATCH)
    for (const { key } of unstored) await store(deps, key)
    last = unstored.at(-1)?.id ?? last
    found = unstored.length
  }
}

/** The jobs on contents. Each may run any number of times, at the same time as the others. */
export const fileJobs = (deps: Dependencies): readonly JobHandler[] => [
  work(storeContent, ({ contentKey }) => store(deps, contentKey)),
  work(removeContent, ({ contentKey }) => remove(deps, contentKey)),
  work(tidyFiles, (_payload, { signal }) => tidy(deps, signal), { regularly: '41 * * * *' }),
]
