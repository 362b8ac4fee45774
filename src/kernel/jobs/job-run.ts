import { EventEmitter } from 'node:events'
import { run, type ParsedCronItem, type TaskList, type WorkerEvents } from 'graphile-worker'
import type pg from 'pg'
import type { Logger } from '../log/logger.ts'
import { quietLogger } from '../log/worker-logger.ts'

/** One run of the job queue. Its jobs are locked in its name, and nobody else ever has that name. */
export interface JobRun {
  readonly poolId: string
  /** Resolves when the run is over, asked to or not: the queue ends itself when it could not write down what it did. */
  readonly ended: Promise<void>
  /** Finishes the jobs that run, gives back those that wait. Never rejects; may be called when the run is over. */
  stop(): Promise<void>
}

interface JobRunOptions {
  readonly pool: pg.Pool
  readonly concurrency: number
  readonly tasks: TaskList
  /** What runs by the clock of the machine; however many processes there are, each time is one job. */
  readonly regular: readonly ParsedCronItem[]
  readonly pollMs: number
  /** Whether jobs that are announced close together are fetched together, at the cost of some milliseconds for the later ones. */
  readonly calm: boolean
  readonly log: Logger
}

/** Jobs that are announced within this time of each other are fetched together; the first one is fetched at once. */
const ANNOUNCEMENT_REST_MS = 8

/** The part of the queue's local store of jobs that is repaired. */
interface LocalQueue {
  backgroundCount: number
  readonly decreaseBackgroundCount: () => void
  readonly decreaseBackgroundCountWithError: (error: unknown) => void
  background: (work: Promise<unknown>) => void
  pulse: (jobs: number) => void
}

/**
 * Lets a run that ends give back the jobs that it has fetched and not begun. In graphile-worker 0.17.3 the local queue
 * refuses to watch over that (it counts as released already), so that every such end fails, and a lost connection at that
 * moment is a rejection that nobody handles, which ends the process.
 */
function repair(queue: LocalQueue): void {
  queue.background = (work) => {
    queue.backgroundCount += 1
    work.then(queue.decreaseBackgroundCount, queue.decreaseBackgroundCountWithError)
  }
}

/**
 * Makes the queue look for announced jobs at most once in a while: a fetch costs as much as the work on a small job. The library's own
 * `refetchDelay` forgets announcements that come during the delay, so that their jobs wait for the next poll.
 */
function calm(queue: LocalQueue): void {
  const pulse = queue.pulse.bind(queue)
  let resting = false
  let announced = 0
  queue.pulse = (jobs) => {
    announced += jobs
    if (resting) return
    resting = true
    setTimeout(() => {
      resting = false
      if (announced > 0) queue.pulse(0)
    }, ANNOUNCEMENT_REST_MS)
    pulse(announced)
    announced = 0
  }
}

/** Starts to take and do jobs. Rejects where the database cannot be reached. */
export async function startJobRun({ pool, concurrency, tasks, regular, pollMs, calm: isCalm, log }: JobRunOptions): Promise<JobRun> {
  let poolId: string | undefined
  const events: WorkerEvents = new EventEmitter()
  events.on('pool:create', ({ workerPool }) => { poolId = workerPool.id })
  // The members are private to the type, not to the object.
  events.on('localQueue:init', ({ localQueue }) => {
    const queue = localQueue as unknown as LocalQueue
    repair(queue)
    if (isCalm) calm(queue)
  })
  const runner = await run({
    pgPool: pool, concurrency, noHandleSignals: true, events, pollInterval: pollMs, taskList: tasks, parsedCronItems: [...regular], logger: quietLogger(log),
    preset: { worker: { localQueue: { size: concurrency * 4 }, completeJobBatchDelay: 5, failJobBatchDelay: 1 } },
  })
  if (poolId === undefined) throw new Error('the job queue did not name its pool')
  let over = false
  const ended = runner.promise.catch((error: unknown) => { log.error({ err: error }, 'the job queue stopped with an error') }).then(() => { over = true })
  return {
    poolId, ended,
    async stop() {
      try {
        if (!over) await runner.stop()
      } catch (error) {
        // Also when the run has just begun to end by itself. Jobs that it could not give back are taken over as lost.
        log.warn({ err: error }, 'the job queue did not stop in order')
      }
      await ended
    },
  }
}
