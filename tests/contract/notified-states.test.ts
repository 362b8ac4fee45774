import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { packageRoot } from '../../src/kernel/files/package-root.ts'
import { orderTypes } from '../../src/kernel/orders/define.ts'
import { allRoutes } from '../../tools/routes.ts'

// Building the routes declares every order type.
await allRoutes()

/** The states whose entry the documentation of subscriptions says is told, by the name that subscriptions use. */
const documented: Readonly<Record<string, readonly string[]>> = {
  portins: ['PENDING_DOCUMENTS', 'SUBMITTED', 'FOC', 'REQUESTED_SUPP', 'COMPLETE', 'CANCELLED', 'EXCEPTION', 'REQUESTED_CANCEL'],
  orders: ['COMPLETE', 'PARTIAL', 'BACKORDERED', 'FAILED'],
  // Those besides COMPLETE are told to administrators.
  portouts: ['COMPLETE', 'NEW', 'MODIFY', 'CANCELLED', 'VALIDATION_FAILED_NEW', 'VALIDATION_FAILED_SUPP', 'VALIDATION_FAILED_MODIFY', 'EXCEPTION', 'SOA_PENDING', 'SOA_CONFLICT'],
  disconnects: ['COMPLETE', 'PARTIAL', 'FAILED'],
  dldas: ['RECEIVED', 'PROCESSING', 'COMPLETE', 'PARTIAL', 'FAILED'],
  lsrorders: ['PENDING', 'FOC', 'EXCEPTION', 'COMPLETE', 'CANCELLED', 'PARTIAL', 'FAILED'],
  e911s: ['RECEIVED', 'PROCESSING', 'COMPLETE', 'ADJUSTED_COMPLETE', 'PARTIAL', 'ADJUSTED_PARTIAL', 'FAILED'],
  tnoptions: ['RECEIVED', 'PROCESSING', 'COMPLETE', 'PARTIAL', 'FAILED'],
  externaltns: ['COMPLETE', 'PARTIAL', 'FAILED'],
  lidb: ['PROCESSING', 'COMPLETE', 'PARTIAL', 'FAILED'],
  bulkportins: ['DRAFT', 'IN_PROGRESS', 'NEEDS_ATTENTION', 'PARTIAL', 'COMPLETED', 'CANCELLED'],
  importtnorders: ['PROCESSING', 'COMPLETE', 'PARTIAL', 'FAILED'],
  removeimportedtnorders: ['PROCESSING', 'COMPLETE', 'PARTIAL', 'FAILED'],
  csrs: ['COMPLETE', 'FAILED'],
}

/** What is told beyond the documentation, and why. */
const beyond: Readonly<Record<string, readonly string[]>> = {
  // The guide names it where the table of the subscriptions does not.
  csrs: ['ACTION_REQUIRED'],
}

describe('states that subscribers are told of', () => {
  it('there are order types', () => {
    expect(orderTypes().length).toBeGreaterThan(0)
  })

  it.each(orderTypes().map((type) => [type.type, type] as const))('%s: all that are documented and that the type has, and no others', (name, { notify, states }) => {
    const told = documented[name.toLowerCase()] ?? []
    const missing = told.filter((state) => state in states && !notify.includes(state))
    const undocumented = notify.filter((state) => !told.includes(state) && !beyond[name.toLowerCase()]?.includes(state))
    expect({ missing, undocumented }).toEqual({ missing: [], undocumented: [] })
  })
})

const REFERENCE = join(packageRoot(), '..', 'shared', 'reference', 'state-machines.md')

describe.skipIf(!existsSync(REFERENCE))('the collected reference', () => {
  /** `Notified: COMPLETE, PARTIAL.` under `## orders (new numbers)`, as lists of states by type. */
  const sections = new Map(existsSync(REFERENCE) ? readFileSync(REFERENCE, 'utf8').split(/^## /m).slice(1).flatMap((section) => {
    const names = /^[^\n(]+/.exec(section)?.[0].trim().split(' and ') ?? []
    const told = /Notified(?: \(type `lidb`\))?: ([^.]*)/.exec(section)?.[1]
    if (told === undefined) return []
    const states = told.match(/\b[A-Z][A-Z_]+[A-Z]\b/g) ?? []
    return names.map((name) => [name.toLowerCase().replace(/^lidbs$/, 'lidb'), states] as const)
  }) : [])

  it.each(orderTypes().map((type) => [type.type, type] as const))('says the same of %s', (name, { notify, states }) => {
    const listed = sections.get(name.toLowerCase())
    // "All of them" is said in words that name no state, or the exception only.
    if (listed === undefined || listed.length < 2) return
    expect(listed.filter((state) => state in states && !notify.includes(state) && state !== 'SUPP')).toEqual([])
  })
})
