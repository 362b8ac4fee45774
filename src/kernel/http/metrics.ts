import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** The metrics of a process. Names are stable: operators build alerts on them. */
export interface Metrics {
  readonly registry: Registry
  readonly requests: Histogram<'operation' | 'status'>
  readonly jobs: Histogram<'task' | 'outcome'>
  readonly deliveries: Counter<'outcome'>
  readonly backlog: Gauge<'queue'>
  readonly subscriptions: Readonly<Record<'lag' | 'attempts' | 'failures' | 'paused', Gauge<'subscription'>>>
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const ofSubscription = (name: string, help: string) => new Gauge({ name: `numberplane_subscription_${name}`, help, labelNames: ['subscription'], registers })
  return {
    registry,
    requests: new Histogram({
      name: 'numberplane_http_request_seconds', help: 'Time to answer a request, by operation and status.',
      labelNames: ['operation', 'status'], buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5], registers,
    }),
    jobs: new Histogram({
      name: 'numberplane_job_seconds', help: 'Time that a job ran, by task and outcome.',
      labelNames: ['task', 'outcome'], buckets: [0.002, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30], registers,
    }),
    deliveries: new Counter({
      name: 'numberplane_callback_attempts_total', help: 'Attempts to deliver a callback, by outcome.', labelNames: ['outcome'], registers,
    }),
    subscriptions: {
      lag: ofSubscription('lag_seconds', 'Age of the oldest notification that is due to a subscription and not delivered.'),
      attempts: ofSubscription('attempts', 'Attempts to deliver to a subscription since it was made.'),
      failures: ofSubscription('failures', 'Those of them that failed.'),
      paused: ofSubscription('paused', '1 where a subscription is paused.'),
    },
    backlog: new Gauge({ name: 'numberplane_backlog', help: 'Work that waits: events, deliveries, contents of files to be stored or removed, jobs.', labelNames: ['queue'], registers }),
  }
}
