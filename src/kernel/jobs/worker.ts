import { parseCronItems, type TaskList } from 'graphile-worker'
import type pg from 'pg'
import type { SystemClock } from '../clock/clock.ts'
import { createPool, type Database } from '../db/database.ts'
import { isDatabaseUnavailable } from '../db/failures.ts'
import { Listener } from '../db/listener.ts'
import { EVENT_CHANNEL } from '../events/event.ts'
import type { EventRelay } from '../events/relay.ts'
import type { Metrics } from '../http/metrics.ts'
import type { Logger } from '../log/logger.ts'
import { startJobRun, type JobRun } from './job-run.ts'
import type { Job } from './job.ts'
import { forgetWorker, holdWorkerLock, releaseLostWorkers } from './lost-workers.ts'
import { Pump } from './pump.ts'
import { fireTimers, nextFire, TIMER_CHANNEL } from './timer.ts'

/** What a job is given beside its payload. */
export interface JobContext {
  readonly log: Logger
  readonly attempt: number
  /** Aborted when the process shuts down and has waited long enough. */
  readonly signal: AbortSignal | undefined
}

export interface JobHandler {
  readonly job: Job<unknown>
  /** When it runs by itself, in the five fields of cron (UTC); its payload then has nothing in it. */
  readonly regularly?: string
  readonly run: (payload: unknown, context: JobContext) => Promise<void>
}

/** Ties a kind of job to the code that does it. */
export function work<Payload>(
  job: Job<Payload>, handler: (payload: Payload, context: JobContext) => Promise<void>, options: { regularly?: string } = {},
): JobHandler {
  // The worker parses every payload with the job's own schema before it calls the handler.
  return { job: job as Job<unknown>, run: handler as JobHandler['run'], ...options }
}

export interface WorkerDependencies {
  readonly url: string
  readonly database: Database
  readonly clock: SystemClock
  readonly log: Logger
  readonly metrics: Metrics
  readonly relay: EventRelay
  readonly handlers: readonly JobHandler[]
  /** Places of the lane `work`, in which jobs run that name no other. */
  readonly concurrency: number
  /** Places of the other lanes. */
  readonly lanes?: Readonly<Record<string, number>>
}

const MAIN_LANE = 'work'

/** How often a worker looks by itself, should a notification have been missed. */
const HEARTBEAT_MS = 1_000
/** Events that come within this time of each other are relayed together: many for the cost of one. */
const RELAY_REST_MS = 10

/**
 * A worker process's engine room: runs jobs, relays events, fires timers, and takes over from workers that died.
 * Any number of them may work on one database.
 *
 * Each lane of jobs has a run of the job queue. A run lives as long as the listener's connection, which holds the lock that says so. When that is
 * lost (the database went away), or the run ended because it could not write, both are made anew: the new run has a
 * name of its own, so whatever the old one still had locked counts as lost and is taken over.
 */
export class Worker {
  readonly #deps: WorkerDependencies
  readonly #pool: pg.Pool
  readonly #listener: Listener
  readonly #relay: Pump
  readonly #timers: Pump
  readonly #rescue: Pump
  readonly #retiring = new Set<Promise<void>>()
  #runs: readonly JobRun[] = []
  #heartbeat: NodeJS.Timeout | undefined
  #nextTimer: NodeJS.Timeout | undefined
  #stopping = false

  constructor(deps: WorkerDependencies) {
    this.#deps = deps
    const { url, log, concurrency, database } = deps
    this.#pool = createPool({
      url, max: Math.max(6, Math.ceil(concurrency / 4)), applicationName: 'numberplane jobs', plansOnce: true,
      onPoolError: (error) => { log.warn({ err: error }, 'a job connection was lost') },
    })
    const failed = (what: string) => (error: unknown) => {
      if (isDatabaseUnavailable(error)) log.warn({ err: error }, `${what}: the database cannot be reached`)
      else log.error({ err: error }, `${what} failed`)
    }
    this.#relay = new Pump(async () => { await deps.relay.drain() }, failed('relaying events'), RELAY_REST_MS)
    this.#timers = new Pump(() => this.#fireTimers(), failed('firing timers'))
    this.#rescue = new Pump(async () => {
      const lost = await releaseLostWorkers(database)
      if (lost.length > 0) log.warn({ workers: lost }, 'took over the jobs of workers that died')
    }, failed('looking for lost workers'))
    this.#listener = new Listener({
      url, applicationName: 'numberplane worker', channels: [EVENT_CHANNEL, TIMER_CHANNEL], log,
      onNotify: (channel) => { (channel === EVENT_CHANNEL ? this.#relay : this.#timers).kick() },
      onConnect: (client) => this.#begin(client),
    })
  }

  /** Starts working. Rejects where the database cannot be reached. */
  async start(): Promise<void> {
    await this.#listener.start()
    this.#heartbeat = setInterval(() => { this.#lookAround() }, HEARTBEAT_MS)
  }

  async #begin(client: pg.Client): Promise<void> {
    if (this.#stopping) return
    const { concurrency, lanes, log, clock } = this.#deps
    this.#retire(this.#runs)
    this.#runs = []
    for (const [lane, places] of Object.entries({ [MAIN_LANE]: concurrency, ...lanes })) {
      if (this.#stopping) return
      const run = await startJobRun({ pool: this.#pool, concurrency: places, ...this.#workOf(lane), pollMs: HEARTBEAT_MS, calm: lane === MAIN_LANE, log })
      this.#runs = [...this.#runs, run]
      void run.ended.then(() => {
        if (this.#stopping || !this.#runs.includes(run)) return
        log.error({ lane }, 'the job queue ended; starting it again')
        this.#listener.renew()
      })
      await holdWorkerLock(client, run.poolId, clock)
    }
    this.#lookAround()
  }

  /** Lets old runs finish what they are doing beside the new ones. */
  #retire(runs: readonly JobRun[]): void {
    for (const run of runs) this.#retireOne(run)
  }

  #retireOne(run: JobRun): void {
    const end = run.stop().finally(() => { this.#retiring.delete(end) })
    this.#retiring.add(end)
  }

  #lookAround(): void {
    this.#rescue.kick()
    this.#relay.kick()
    this.#timers.kick()
  }

  #workOf(lane: string): Pick<Parameters<typeof startJobRun>[0], 'tasks' | 'regular'> {
    const handlers = this.#deps.handlers.filter(({ job }) => (job.lane ?? MAIN_LANE) === lane)
    const regular = handlers.flatMap(({ job, regularly }) => regularly === undefined ? [] : [{ task: job.name, match: regularly, options: { maxAttempts: job.attempts } }])
    return { tasks: this.#tasksOf(handlers), regular: parseCronItems(regular) }
  }

  #tasksOf(handlers: readonly JobHandler[]): TaskList {
    return Object.fromEntries(handlers.map((handler) => [handler.job.name, async (payload: unknown, helpers) => {
      const { log, metrics, clock } = this.#deps
      const started = clock.monotonicMs()
      const observe = (outcome: string) => { metrics.jobs.observe({ task: handler.job.name, outcome }, (clock.monotonicMs() - started) / 1000) }
      try {
        await handler.run(handler.job.payload.parse(payload), {
          log: log.child({ job: handler.job.name, jobId: helpers.job.id }), attempt: helpers.job.attempts, signal: helpers.abortSignal,
        })
        observe('done')
      } catch (error) {
        observe('failed')
        log.error({ err: error, job: handler.job.name, jobId: helpers.job.id, attempt: helpers.job.attempts }, 'a job failed and will be tried again')
        throw error
      }
    }]))
  }

  async #fireTimers(): Promise<void> {
    const { database, clock, handlers } = this.#deps
    const attemptsOf = (task: string) => handlers.find(({ job }) => job.name === task)?.job.attempts ?? 25
    for (;;) {
      const { fired, most } = await database.transaction((tx) => fireTimers(tx, clock.now(), attemptsOf))
      if (fired < most) break
    }
    const next = await nextFire(database.db)
    clearTimeout(this.#nextTimer)
    const waitMs = next ? next.getTime() - clock.now().getTime() : Infinity
    if (waitMs < HEARTBEAT_MS && !this.#stopping) this.#nextTimer = setTimeout(() => { this.#timers.kick() }, Math.max(waitMs, 1))
  }

  /** Finishes the jobs that run, gives back those that wait, and lets go of everything; also where the database is gone. */
  async stop(): Promise<void> {
    this.#stopping = true
    clearInterval(this.#heartbeat)
    clearTimeout(this.#nextTimer)
    await Promise.all([...this.#runs.map((run) => run.stop()), ...this.#retiring])
    await Promise.all([this.#relay.stop(), this.#timers.stop(), this.#rescue.stop()])
    await this.#listener.close()
    // A connection that was just being made may have begun new ones.
    await Promise.all(this.#runs.map((run) => run.stop()))
    for (const { poolId } of this.#runs) await this.#forget(poolId)
    await this.#pool.end()
  }

  async #forget(poolId: string): Promise<void> {
    try {
      await forgetWorker(this.#deps.database, poolId)
    } catch (error) {
      if (!isDatabaseUnavailable(error)) throw error
      this.#deps.log.warn({ err: error }, 'the database cannot be reached; the next worker will see that this one has ended')
    }
  }
}
