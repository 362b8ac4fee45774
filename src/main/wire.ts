import { randomInt } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { createAccounts } from '../domains/accounts/index.ts'
import { createInventory, SearchStarts } from '../domains/inventory/index.ts'
import { createEmergency, e911Section, numbersWithE911, type EmergencyService } from '../domains/emergency/index.ts'
import { geocodeRoutes, locationRoutes, type Geocoder } from '../domains/locations/index.ts'
import { createHosting } from '../domains/hosting/index.ts'
import { createLineFeatures, dldaSection, lidbSection, numbersWithName } from '../domains/line-features/index.ts'
import type { CarrierDirectory } from '../domains/numbering/index.ts'
import { createOrdering, messagingSection } from '../domains/ordering/index.ts'
import { createPorting } from '../domains/porting/index.ts'
import { sandboxRoutes } from '../domains/sandbox/index.ts'
import { createSubscriptions } from '../domains/subscriptions/index.ts'
import { createSimulatedLineSupplier } from '../gateways/carrier-sim/index.ts'
import type { SystemClock } from '../kernel/clock/clock.ts'
import type { Config } from '../kernel/config/config.ts'
import type { Route } from '../kernel/contract/handler.ts'
import { openDatabase, type Database } from '../kernel/db/database.ts'
import { Listener } from '../kernel/db/listener.ts'
import { Bell } from '../kernel/events/bell.ts'
import { EventRelay, RELAYED_CHANNEL } from '../kernel/events/relay.ts'
import { createMetrics } from '../kernel/http/metrics.ts'
import { fileRecorder } from '../kernel/http/recorder.ts'
import { createHttpServer } from '../kernel/http/server.ts'
import { Worker } from '../kernel/jobs/worker.ts'
import type { Logger } from '../kernel/log/logger.ts'
import { fileJobs } from '../kernel/orders/files/jobs.ts'
import { OrderFiles } from '../kernel/orders/files/service.ts'
import { createSealer } from '../kernel/seal/sealer.ts'
import { placeUse } from './place-use.ts'
import { sandboxPorts } from './sandbox-ports.ts'
import { callbackSender } from './callback-sender.ts'
import { csrProviderOf } from './csr.ts'
import { registerDocs } from './docs-page.ts'
import { emergencyServiceOf } from './emergency.ts'
import { fileStorageOf } from './file-storage.ts'
import { geocoderOf } from './geocoder.ts'
import { registerHealth } from './health.ts'
import { industryOf } from './industry.ts'
import { mailerOf } from './mailer.ts'
import { unbuiltRoutes } from './unbuilt.ts'
import { reactions } from './reactions.ts'

export interface WireOptions {
  readonly config: Config
  readonly url: string
  readonly sealingKey: Buffer
  readonly clock: SystemClock
  readonly log: Logger
  /** Instead of the one that the configuration names; for tests. */
  readonly geocoder?: Geocoder
  /** Instead of the simulated one; for tests. */
  readonly carriers?: CarrierDirectory
  /** Instead of the simulated one; for tests. */
  readonly emergencyService?: EmergencyService
}

/** A process's parts, built but not started. */
export interface Program {
  readonly database: Database
  readonly app: FastifyInstance
  readonly worker: Worker
  /** Hears of changed accounts and users; needed wherever the API runs. */
  readonly identityListener: Listener
  readonly routes: readonly Route[]
  /** Lets go of everything that the parts share; stop app and worker before. */
  close(): Promise<void>
}

const IDENTITY_CHANNEL = 'numberplane_identity'

/** Builds the program out of its parts: the one place where domains meet gateways and each other. */
export async function wire({ config, url, sealingKey, clock, log, geocoder, carriers, emergencyService }: WireOptions): Promise<Program> {
  const database = openDatabase({
    url, max: config.databasePool, applicationName: 'numberplane api', statementMs: config.databaseTimeoutMs,
    onPoolError: (error) => { log.warn({ err: error }, 'a database connection was lost') },
  })
  const metrics = createMetrics()
  const sender = callbackSender(config, clock)
  const addresses = geocoder ?? geocoderOf(config, database, log)
  const bell = new Bell()
  const mailer = mailerOf(config, clock, database)
  const sealer = createSealer(sealingKey)
  const storage = await fileStorageOf(config)
  const accounts = createAccounts({ database, clock, log, tokenSeconds: config.tokenSeconds })
  const subscriptions = createSubscriptions({ database, clock, log, metrics, sealer, sender, mailer, bell, config })
  // A sandbox gives the same answers on every machine; processes of an installation must not offer the same numbers.
  const searchStarts = new SearchStarts(config.mode === 'sandbox' ? 0 : randomInt(2 ** 32))
  const inventory = createInventory({
    database, clock, sections: { messaging: messagingSection, lidb: lidbSection, dlda: dldaSection, e911: e911Section }, numbersWithName, numbersWithE911,
    searchStarts, searchesAtOnce: config.searchesAtOnce,
  })
  const industry = industryOf(config)
  const hosting = createHosting({ database, clock, carriers: carriers ?? industry, files: new OrderFiles({ database, storage }) })
  const ordering = createOrdering({ database, clock })
  const lineFeatures = createLineFeatures({ database, clock, supplier: industry && createSimulatedLineSupplier() })
  const emergency = createEmergency({ database, clock, geocoder: addresses, service: emergencyService ?? emergencyServiceOf(config), sealer })
  const porting = createPorting({ database, clock, sealer, csrProvider: csrProviderOf(config, industry, log), csrRetrySeconds: config.csrRetrySeconds })
  const built = [
    ...accounts.routes, ...locationRoutes({ database, geocoder: addresses, use: placeUse, sealer }), ...geocodeRoutes(addresses), ...emergency.routes,
    ...inventory.routes, ...ordering.routes, ...hosting.routes, ...porting.routes, ...lineFeatures.routes, ...subscriptions.routes,
  ]
  const sandbox = config.mode === 'sandbox' ? sandboxRoutes({ database, clock, ports: sandboxPorts({ searchStarts, industry }), forgetIdentities: () => { accounts.forget() } }) : []
  const routes = [...built, ...unbuiltRoutes(built), ...sandbox]
  const app = createHttpServer({
    routes, metrics, authenticator: accounts.authenticator, accounts: accounts.directory, database, clock, log,
    bodyLimit: config.bodyLimit, fileLimit: config.fileLimit, requestTimeoutMs: config.requestTimeoutMs, trustProxy: config.trustProxy, record: config.recordFile ? fileRecorder(config.recordFile) : undefined,
  })
  accounts.registerTokenEndpoint(app)
  // Those who follow events would keep the server from closing.
  app.addHook('preClose', async () => { bell.silence() })
  registerHealth(app, { database, metrics, measure: subscriptions.measure })
  await registerDocs(app, routes)
  const relay = new EventRelay(database, reactions({ subscriptions }), log)
  const worker = new Worker({
    url, database, clock, log, metrics, relay, concurrency: config.workerConcurrency, lanes: { deliveries: config.deliveryConcurrency },
    handlers: [...inventory.handlers, ...ordering.handlers, ...hosting.handlers, ...porting.handlers, ...lineFeatures.handlers, ...emergency.handlers, ...subscriptions.handlers, ...fileJobs({ database, storage, clock })],
  })
  const identityListener = new Listener({
    url, applicationName: 'numberplane api', channels: [IDENTITY_CHANNEL, RELAYED_CHANNEL], log,
    onNotify: (channel) => {
      if (channel === RELAYED_CHANNEL) bell.ring()
      else accounts.forget()
    },
    onConnect: async () => {
      accounts.forget()
      bell.ring()
    },
  })
  return { database, app, worker, identityListener, routes, close: async () => { await Promise.all([sender.close(), mailer.close(), storage.close()]); await database.close() } }
}
