import { access } from 'node:fs/promises'
import {
  addClient, openAccount, removeClient, resetPassword, setAccountStatus, setCountries, setFeature, setTimeZone, setUserStatus,
} from '../../domains/accounts/index.ts'
import { setSiteLock } from '../../domains/locations/index.ts'
import { limitsOf, setLimits, type Limits } from '../../domains/ordering/index.ts'
import { importStreets } from '../../gateways/geocoder/reference/import-streets.ts'
import { audit, COMMAND_LINE, type AuditContext } from '../../kernel/audit/audit.ts'
import { systemClock } from '../../kernel/clock/clock.ts'
import type { Database } from '../../kernel/db/database.ts'
import { openText } from '../../kernel/files/rows.ts'

/** An administrator's command that cannot be understood: told in one line. */
export class AdminUsageError extends Error {}

/** Options of these commands, as they were written. */
export interface AdminValues {
  readonly account?: readonly string[]
  readonly password?: string
}

export const adminUsage = `  admin account add NAME  open an account with this company name
    --account N         its id; the next free one where absent
  admin account suspend|resume N
  admin account time-zone N ZONE  the zone in which its days begin, such as America/Chicago
  admin user disable|enable NAME
  admin user password NAME  give a user another password, which is made and shown
    --password TEXT     give the password here instead
  admin client add USER [ID]  add an OAuth client; its secret is shown once
  admin client remove ID
  admin feature on|off FEATURE --account N  a product (Origination) or a feature of it (Origination.CNAM)
  admin site lock|unlock ID --account N  keep clients from changing a site while its contract is written
  admin countries set CAN,GBR --account N  where messages of the account may break out to; none: nowhere
  admin limit LIMIT N|none --account N  how much the account may order; LIMIT: numbers-per-order, numbers-in-service, open-back-orders
  addresses import FILE  take in streets for the geocoder from a CSV of OpenAddresses; - reads standard input`

type Work = (database: Database) => Promise<string>

const context = (): AuditContext => ({ at: systemClock.now(), actor: COMMAND_LINE })

function accountId(text: string | undefined): number {
  if (text === undefined || !/^\d{1,9}$/.test(text)) throw new AdminUsageError(`an account is a number, not ${JSON.stringify(text ?? '')}`)
  return Number(text)
}

function accountWork(verb: string, name: string, { account = [] }: AdminValues): Work | undefined {
  const id = account[0] === undefined ? undefined : accountId(account[0])
  switch (verb) {
    case 'add': return async (database) => `account ${(await openAccount(database, context(), { id, companyName: name, sandbox: false })).id} is open`
    case 'suspend': case 'resume': {
      const status = verb === 'suspend' ? 'suspended' : 'active'
      return async (database) => `account ${(await setAccountStatus(database, context(), accountId(name), status)).id} is ${status}`
    }
    default: return undefined
  }
}

function timeZoneWork(account: string, zone: string): Work {
  const id = accountId(account)
  return async (database) => `account ${id} has its days in ${(await setTimeZone(database, context(), id, zone)).timeZone}`
}

function userWork(verb: string, name: string, { password }: AdminValues): Work | undefined {
  switch (verb) {
    case 'disable': case 'enable': {
      const status = verb === 'disable' ? 'disabled' : 'active'
      return async (database) => `user ${(await setUserStatus(database, context(), name, status)).username} is ${status}`
    }
    case 'password': return async (database) => {
      const made = await resetPassword(database, context(), name, password)
      return made.password === undefined ? `user ${made.username} has another password` : `user ${made.username} has the password ${made.password}`
    }
    default: return undefined
  }
}

function clientWork(verb: string, name: string, id: string | undefined): Work | undefined {
  switch (verb) {
    case 'add': return async (database) => {
      const made = await addClient(database, context(), { username: name, id })
      return `client ${made.id} acts as ${made.username}; its secret, shown only now: ${made.secret}`
    }
    case 'remove': return id !== undefined ? undefined : async (database) => {
      await removeClient(database, context(), name)
      return `client ${name} is gone`
    }
    default: return undefined
  }
}

function featureWork(verb: string, name: string, { account = [] }: AdminValues): Work | undefined {
  if (verb !== 'on' && verb !== 'off') return undefined
  const id = accountId(account[0])
  return async (database) => {
    const flags = await setFeature(database, context(), id, { name, enabled: verb === 'on' })
    return `account ${id} has ${flags.filter(({ enabled }) => enabled).map((flag) => flag.name).join(', ') || 'nothing'}`
  }
}

function siteWork(verb: string, siteId: string, { account = [] }: AdminValues): Work | undefined {
  if (verb !== 'lock' && verb !== 'unlock') return undefined
  const id = accountId(account[0])
  return async (database) => {
    const site = await setSiteLock(database, context(), { accountId: id, siteId }, { locked: verb === 'lock' })
    return `site ${site.id}, ${site.name}, is ${site.locked ? 'locked' : 'not locked'}`
  }
}

function countriesWork(verb: string, codes: string, { account = [] }: AdminValues): Work | undefined {
  if (verb !== 'set') return undefined
  const id = accountId(account[0])
  return async (database) => {
    const countries = await setCountries(database, context(), id, codes === 'none' ? [] : codes.split(','))
    return `messages of account ${id} may break out to ${countries.join(', ') || 'nowhere'}`
  }
}

const LIMITS: Readonly<Record<string, keyof Limits>> = {
  'numbers-per-order': 'numbersPerOrder', 'numbers-in-service': 'numbersInService', 'open-back-orders': 'openBackOrders',
}

function limitWork(name: string, value: string, { account = [] }: AdminValues): Work | undefined {
  const limit = Object.hasOwn(LIMITS, name) ? LIMITS[name] : undefined
  if (limit === undefined) return undefined
  const id = accountId(account[0])
  if (value !== 'none' && !/^\d{1,9}$/.test(value)) throw new AdminUsageError(`a limit is a number or none, not ${JSON.stringify(value)}`)
  if (limit === 'numbersPerOrder' && Number(value) === 0) throw new AdminUsageError('numbers-per-order is one at least')
  return (database) => database.transaction(async (tx) => {
    const limits = await setLimits(database, context(), id, { ...await limitsOf(tx, id), [limit]: value === 'none' ? undefined : Number(value) })
    return `account ${id}: ${Object.entries(LIMITS).map(([text, key]) => `${text} ${limits[key] ?? 'none'}`).join(', ')}`
  })
}

const importWork = (path: string): Work => async (database) => {
  if (path !== '-') await access(path).catch((error: unknown) => { throw new AdminUsageError(`${path} cannot be read`, { cause: error }) })
  const { rows, skipped, added } = await database.transaction(async (tx) => {
    const done = await importStreets(database, openText(path).setEncoding('utf8'))
    await audit(tx, context(), { operation: 'addresses import', subject: `streets from ${path}`, after: done })
    return done
  })
  return `${rows} addresses read, ${skipped} of them without street or place; ${added} streets are new`
}

/** What an administrator's command line asks for, ready to run; undefined for any other. Its promise is the text for standard output. */
export function adminCommand(words: readonly string[], values: AdminValues): Work | undefined {
  const [command, noun, verb, name, more, ...rest] = words
  if (command === 'addresses' && noun === 'import' && verb !== undefined && name === undefined) return importWork(verb)
  if (command !== 'admin' || noun === undefined || verb === undefined || name === undefined || rest.length > 0) return undefined
  if (noun === 'client') return clientWork(verb, name, more)
  if (noun === 'account' && verb === 'time-zone') return more === undefined ? undefined : timeZoneWork(name, more)
  if (more !== undefined) return undefined
  switch (noun) {
    case 'account': return accountWork(verb, name, values)
    case 'user': return userWork(verb, name, values)
    case 'feature': return featureWork(verb, name, values)
    case 'site': return siteWork(verb, name, values)
    case 'countries': return countriesWork(verb, name, values)
    case 'limit': return limitWork(verb, name, values)
    default: return undefined
  }
}
