import { availableParallelism } from 'node:os'
import ipaddr from 'ipaddr.js'
import { z } from 'zod'

/** One setting: the environment variable that carries it, its meaning and how its text is read. */
export interface Setting<T> {
  readonly env: string
  readonly about: string
  readonly schema: z.ZodType<T>
  /** How the default reads in the documentation, where there is one. */
  readonly fallback: string
  readonly secret?: true
}

const setting = <T>(definition: Setting<T>): Setting<T> => definition
const wholeNumber = (least: number, most: number, fallback: number) =>
  z.string().regex(/^\d+$/, 'is not a whole number').transform(Number)
    .pipe(z.number().min(least, `is below ${least}`).max(most, `is above ${most}`)).default(fallback)
const commaList = z.string().transform((text) => text.split(',').map((part) => part.trim()).filter(Boolean))

const pauses = commaList.pipe(z.array(z.string().regex(/^\d{1,6}$/, 'has a pause that is not a number of seconds up to 999999').transform(Number)).max(50, 'has more than 50 pauses'))

/** Not how many proxies there are: then a client that connects directly could give itself any address. */
const proxies = commaList.check(({ value, issues }) => {
  const wrong = value.find((part) => !ipaddr.IPv4.isValidFourPartDecimal(part) && !ipaddr.IPv6.isValid(part) && !ipaddr.isValidCIDR(part))
  if (wrong !== undefined) issues.push({ code: 'custom', input: value, message: `has ${JSON.stringify(wrong)}, which is neither an address nor a range such as 10.0.0.0/8` })
})

/** Every setting there is. The documentation's table and the parser are both made from this list. */
export const settings = {
  port: setting({
    env: 'PORT', fallback: '8080', about: 'TCP port that the API listens on; 0 takes any free one.',
    schema: wholeNumber(0, 65_535, 8080),
  }),
  host: setting({
    env: 'HOST', fallback: '127.0.0.1', about: 'Address that the API listens on.',
    schema: z.string().min(1).default('127.0.0.1'),
  }),
  databaseUrl: setting({
    env: 'DATABASE_URL', fallback: 'none: an embedded PostgreSQL is started', secret: true,
    about: 'An existing PostgreSQL (15 or newer) to use instead of the embedded one.',
    schema: z.string().regex(/^postgres(ql)?:\/\//, 'does not start with postgres://').optional(),
  }),
  dataDir: setting({
    env: 'NUMBERPLANE_DATA', fallback: './.numberplane', about: 'Folder for the embedded database and generated keys.',
    schema: z.string().min(1).default('./.numberplane'),
  }),
  mode: setting({
    env: 'NUMBERPLANE_MODE', fallback: 'sandbox',
    about: '`sandbox` seeds numbers and a known user and lets time be moved; `production` refuses all three.',
    schema: z.enum(['sandbox', 'production'], 'is neither sandbox nor production').default('sandbox'),
  }),
  recordFile: setting({
    env: 'NUMBERPLANE_RECORD', fallback: 'none', about: 'File to which every HTTP exchange is appended as a line of JSON.',
    schema: z.string().min(1).optional(),
  }),
  logLevel: setting({
    env: 'NUMBERPLANE_LOG_LEVEL', fallback: 'info', about: 'Least severe log line that is written: trace to fatal, or silent.',
    schema: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], 'is not a log level').default('info'),
  }),
  secret: setting({
    env: 'NUMBERPLANE_SECRET', fallback: 'sandbox: generated into the data folder; production: required', secret: true,
    about: 'Key (32 bytes, base64) that seals callback passwords at rest.',
    schema: z.string().refine((text) => Buffer.from(text, 'base64').length === 32, 'is not 32 bytes of base64').optional(),
  }),
  bodyLimit: setting({
    env: 'NUMBERPLANE_BODY_LIMIT', fallback: '4194304', about: 'Largest accepted request body, in bytes.',
    schema: wholeNumber(1024, 1_073_741_824, 4_194_304),
  }),
  fileLimit: setting({
    env: 'NUMBERPLANE_FILE_LIMIT', fallback: '3145728', about: 'Largest document that can be attached to an order, in bytes.',
    schema: wholeNumber(1024, 104_857_600, 3_145_728),
  }),
  fileStorage: setting({
    env: 'NUMBERPLANE_FILES', fallback: 'disk', about: 'Where attached documents lie: `disk` in a folder that all processes share, `s3` in a bucket.',
    schema: z.enum(['disk', 's3'], 'is neither disk nor s3').default('disk'),
  }),
  filesDir: setting({
    env: 'NUMBERPLANE_FILES_DIR', fallback: '`files` in the data folder', about: 'Folder of attached documents; every API and worker process must see the same one.',
    schema: z.string().min(1).optional(),
  }),
  s3Bucket: setting({
    env: 'NUMBERPLANE_S3_BUCKET', fallback: 'none', about: 'Bucket of attached documents.',
    schema: z.string().min(1).optional(),
  }),
  s3Region: setting({
    env: 'NUMBERPLANE_S3_REGION', fallback: 'us-east-1', about: 'Region of the bucket.',
    schema: z.string().min(1).default('us-east-1'),
  }),
  s3Endpoint: setting({
    env: 'NUMBERPLANE_S3_ENDPOINT', fallback: 'AWS', about: 'Address of another service that speaks S3.',
    schema: z.url({ protocol: /^https?$/, error: 'is not an http or https address' }).optional(),
  }),
  s3PathStyle: setting({
    env: 'NUMBERPLANE_S3_PATH_STYLE', fallback: 'no', about: '`yes`: the bucket is the first part of the path instead of the host name.',
    schema: z.enum(['yes', 'no'], 'is neither yes nor no').default('no'),
  }),
  s3Prefix: setting({
    env: 'NUMBERPLANE_S3_PREFIX', fallback: 'none', about: 'What the keys of attached documents begin with, for a bucket that holds other things too.',
    schema: z.string().regex(/^[\w./-]*$/, 'has characters other than letters, digits and _ . / -').default(''),
  }),
  s3AccessKeyId: setting({
    env: 'NUMBERPLANE_S3_ACCESS_KEY_ID', fallback: "where AWS's own tools look", about: 'Who signs requests to the bucket.',
    schema: z.string().min(1).optional(),
  }),
  s3SecretAccessKey: setting({
    env: 'NUMBERPLANE_S3_SECRET_ACCESS_KEY', fallback: "where AWS's own tools look", secret: true, about: 'What requests to the bucket are signed with.',
    schema: z.string().min(1).optional(),
  }),
  s3TimeoutMs: setting({
    env: 'NUMBERPLANE_S3_TIMEOUT_MS', fallback: '10000', about: 'How long the bucket may take for one content, with all tries.',
    schema: wholeNumber(50, 300_000, 10_000),
  }),
  requestTimeoutMs: setting({
    env: 'NUMBERPLANE_REQUEST_TIMEOUT_MS', fallback: '30000', about: 'How long a client may take to send its request.',
    schema: wholeNumber(100, 3_600_000, 30_000),
  }),
  trustProxy: setting({
    env: 'NUMBERPLANE_TRUST_PROXY', fallback: 'none: the client is whoever connects',
    about: 'Addresses or ranges (CIDR), comma-separated, of proxies whose `X-Forwarded-For`, `-Proto` and `-Host` count; failed sign-ins are then counted by what they say.',
    schema: proxies.optional(),
  }),
  databaseTimeoutMs: setting({
    env: 'NUMBERPLANE_DB_TIMEOUT_MS', fallback: '60000',
    about: 'How long the database may take for one statement of the API. After that, or a quarter longer where it does not even say so, the request is answered with 503.',
    schema: wholeNumber(100, 3_600_000, 60_000),
  }),
  databasePool: setting({
    env: 'NUMBERPLANE_DB_POOL', fallback: '16', about: 'Most database connections that the API of one process holds.',
    schema: wholeNumber(2, 500, 16),
  }),
  searchesAtOnce: setting({
    env: 'NUMBERPLANE_SEARCHES', fallback: 'twice the processors of the machine, at least 4',
    about: 'Searches for available numbers that one process has the database do side by side; more of them wait for their turn. Where the database has a machine of its own: twice its processors.',
    schema: wholeNumber(1, 500, Math.max(4, 2 * availableParallelism())),
  }),
  workerConcurrency: setting({
    env: 'NUMBERPLANE_WORKER_CONCURRENCY', fallback: '16', about: 'Jobs that one worker process runs side by side.',
    schema: wholeNumber(1, 200, 16),
  }),
  callbackAllow: setting({
    env: 'NUMBERPLANE_CALLBACK_ALLOW', fallback: 'sandbox: loopback; production: none',
    about: 'Private address ranges (CIDR, comma-separated) that callbacks may be sent to.',
    schema: commaList.check(({ value, issues }) => {
      const wrong = value.find((range) => !ipaddr.isValidCIDR(range))
      if (wrong !== undefined) issues.push({ code: 'custom', input: value, message: `has ${JSON.stringify(wrong)}, which is not a range such as 10.0.0.0/8` })
    }).optional(),
  }),
  callbackTimeoutMs: setting({
    env: 'NUMBERPLANE_CALLBACK_TIMEOUT_MS', fallback: '10000', about: 'How long one attempt to deliver a callback may take, answer included.',
    schema: wholeNumber(50, 60_000, 10_000),
  }),
  callbackRetrySeconds: setting({
    env: 'NUMBERPLANE_CALLBACK_RETRY_SECONDS', fallback: '10,30,60,120,300,480,600,800',
    about: 'Pauses before each retry of a callback or mail, in seconds; as many retries as there are pauses. The default is 8 within 40 minutes.',
    schema: pauses.default([10, 30, 60, 120, 300, 480, 600, 800]),
  }),
  callbackPauseHours: setting({
    env: 'NUMBERPLANE_CALLBACK_PAUSE_HOURS', fallback: '24',
    about: "Hours of nothing but failures after which a subscription is paused and the account's contact told; 0: never.",
    schema: wholeNumber(0, 10_000, 24),
  }),
  callbackBasic: setting({
    env: 'NUMBERPLANE_CALLBACK_BASIC', fallback: 'preemptive',
    about: "When a subscription's user and password are sent: `preemptive` with every request, `challenge` only after a 401 that asks for them.",
    schema: z.enum(['preemptive', 'challenge'], 'is neither preemptive nor challenge').default('preemptive'),
  }),
  callbackCertificateFile: setting({
    env: 'NUMBERPLANE_CALLBACK_CERT', fallback: 'none', about: 'PEM file with the certificate (and chain) that callbacks show to receivers that ask for one.',
    schema: z.string().min(1).optional(),
  }),
  callbackKeyFile: setting({
    env: 'NUMBERPLANE_CALLBACK_KEY', fallback: 'none', about: 'PEM file with the private key of NUMBERPLANE_CALLBACK_CERT.',
    schema: z.string().min(1).optional(),
  }),
  callbackAuthoritiesFile: setting({
    env: 'NUMBERPLANE_CALLBACK_CA', fallback: 'none', about: 'PEM file with certificate authorities to trust besides the usual ones.',
    schema: z.string().min(1).optional(),
  }),
  deliveryConcurrency: setting({
    env: 'NUMBERPLANE_DELIVERY_CONCURRENCY', fallback: '128',
    about: 'Subscriptions that one worker process sends to side by side; one receiver takes a quarter of them at most.',
    schema: wholeNumber(4, 1000, 128),
  }),
  subscriptionsMax: setting({
    env: 'NUMBERPLANE_SUBSCRIPTIONS_MAX', fallback: '1000', about: 'Subscriptions that one account may have, those to single orders not counted.',
    schema: wholeNumber(1, 1_000_000, 1000),
  }),
  eventDays: setting({
    env: 'NUMBERPLANE_EVENT_DAYS', fallback: '30', about: 'Days after which events, deliveries and attempts that nothing waits for are removed.',
    schema: wholeNumber(1, 36_500, 30),
  }),
  smtpHost: setting({
    env: 'NUMBERPLANE_SMTP_HOST', fallback: 'none: mails are kept and can be read at /sandbox/outbox', about: 'Mail server that takes our mails.',
    schema: z.string().min(1).optional(),
  }),
  smtpPort: setting({
    env: 'NUMBERPLANE_SMTP_PORT', fallback: '587', about: 'Port of the mail server.',
    schema: wholeNumber(1, 65_535, 587),
  }),
  smtpTls: setting({
    env: 'NUMBERPLANE_SMTP_TLS', fallback: 'starttls',
    about: '`starttls` insists on an encrypted connection after the greeting, `implicit` from the first byte (port 465), `opportunistic` takes it where it is offered, `none` never.',
    schema: z.enum(['starttls', 'implicit', 'opportunistic', 'none'], 'is none of starttls, implicit, opportunistic, none').default('starttls'),
  }),
  smtpUser: setting({
    env: 'NUMBERPLANE_SMTP_USER', fallback: 'none: without signing in', about: 'User at the mail server.',
    schema: z.string().min(1).optional(),
  }),
  smtpPassword: setting({
    env: 'NUMBERPLANE_SMTP_PASSWORD', fallback: 'none', secret: true, about: 'Password at the mail server.',
    schema: z.string().min(1).optional(),
  }),
  smtpAuthoritiesFile: setting({
    env: 'NUMBERPLANE_SMTP_CA', fallback: 'none', about: "PEM file with the certificate authorities of the mail server's certificate, where the usual ones do not know it.",
    schema: z.string().min(1).optional(),
  }),
  mailFrom: setting({
    env: 'NUMBERPLANE_MAIL_FROM', fallback: 'Numberplane <numberplane@localhost>', about: 'Sender of our mails.',
    schema: z.string().regex(/^[^\r\n]*@[^\r\n]*$/, 'is not a mail address').default('Numberplane <numberplane@localhost>'),
  }),
  tokenSeconds: setting({
    env: 'NUMBERPLANE_TOKEN_SECONDS', fallback: '3600', about: 'Life of an OAuth2 access token, in seconds.',
    schema: wholeNumber(60, 86_400, 3600),
  }),
  geocoder: setting({
    env: 'NUMBERPLANE_GEOCODER', fallback: 'reference',
    about: 'Who checks addresses: `reference` from tables of its own, `http` a service, `off` nobody.',
    schema: z.enum(['reference', 'http', 'off'], 'is none of reference, http and off').default('reference'),
  }),
  geocoderUrl: setting({
    env: 'NUMBERPLANE_GEOCODER_URL', fallback: 'https://geocoding.geo.census.gov/geocoder/locations/address',
    about: 'Address search of the geocoding service that `http` asks; it speaks as that of the US Census Bureau.',
    schema: z.url({ protocol: /^https?$/, error: 'is not an http or https address' }).default('https://geocoding.geo.census.gov/geocoder/locations/address'),
  }),
  geocoderTimeoutMs: setting({
    env: 'NUMBERPLANE_GEOCODER_TIMEOUT_MS', fallback: '5000', about: 'How long the geocoding service may take to answer.',
    schema: wholeNumber(50, 60_000, 5000),
  }),
  csr: setting({
    env: 'NUMBERPLANE_CSR', fallback: 'sandbox: simulation; production: off',
    about: 'Who gets customer service records: `simulation` makes them up (never in production), `http` asks a service, `off` nobody, and orders for them are refused.',
    schema: z.enum(['simulation', 'http', 'off'], 'is none of simulation, http and off').optional(),
  }),
  csrUrl: setting({
    env: 'NUMBERPLANE_CSR_URL', fallback: 'none', about: 'Address of the service that `http` asks; docs/csr-service.md says what it speaks.',
    schema: z.url({ protocol: /^https?$/, error: 'is not an http or https address' }).optional(),
  }),
  csrToken: setting({
    env: 'NUMBERPLANE_CSR_TOKEN', fallback: 'none: without one', about: 'Bearer token for that service.', secret: true,
    schema: z.string().min(1).optional(),
  }),
  csrTimeoutMs: setting({
    env: 'NUMBERPLANE_CSR_TIMEOUT_MS', fallback: '10000', about: 'How long that service may take to answer.',
    schema: wholeNumber(50, 60_000, 10_000),
  }),
  csrRetrySeconds: setting({
    env: 'NUMBERPLANE_CSR_RETRY_SECONDS', fallback: '30,120,600,3600,14400',
    about: 'Pauses before each further question where nobody could be asked for a record, in seconds; after the last one the order fails.',
    schema: pauses.default([30, 120, 600, 3600, 14_400]),
  }),
  simulatedSeed: setting({
    env: 'NUMBERPLANE_SEED', fallback: '1', about: 'Seed of the sandbox: the same seed gives the same numbers.',
    schema: wholeNumber(0, 2_147_483_647, 1),
  }),
} as const
