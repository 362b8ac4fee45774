import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect } from 'vitest'
import type { XmlNode } from '../../src/kernel/xml/index.ts'
import { existingOrder, firstSite, place, search } from './orders.ts'
import { createWorld, type World } from './world.ts'
import { has, text } from './xml.ts'

/** A completed order of three numbers: two of one area code, one of another. */
export interface Placed { readonly world: World, readonly site: number, readonly tns: readonly string[], readonly id: string }

export interface ReportTest {
  /** The report of the order; fails unless the answer is 200. */
  read(): Promise<{ xml: XmlNode, placed: Placed }>
  /** An unknown order, a malformed id and an order of somebody else are told alike, with the documented text. */
  expectMissing(): Promise<void>
}

/** Sets up the test of a report, a sub-resource of an order; `path` is its path below the account. */
export function reportTest(path: (placed: Placed) => string): ReportTest {
  let placed: Placed
  beforeAll(async () => {
    const world = await createWorld()
    const site = await firstSite(world)
    const tns = [...await search(world, 2, '919'), ...await search(world, 1, '540')].sort()
    const id = await place(world, existingOrder(site, tns))
    await world.settle()
    placed = { world, site, tns, id }
  })
  afterAll(() => placed.world.close())
  return {
    async read() {
      const { status, xml } = await placed.world.api('GET', `/accounts/${placed.world.account}/${path(placed)}`)
      expect(status).toBe(200)
      return { xml, placed }
    },
    async expectMissing() {
      const { world } = placed
      const other = await world.newAccount()
      const unknown = await world.api('GET', `/accounts/${world.account}/${path({ ...placed, id: randomUUID() })}`)
      const malformed = await world.api('GET', `/accounts/${world.account}/${path({ ...placed, id: 'x' })}`)
      const theirs = await world.api('GET', `/accounts/${other.account}/${path(placed)}`, undefined, { auth: other.auth })
      expect([unknown.status, malformed.status, theirs.status]).toEqual([404, 404, 404])
      expect(text(unknown.xml, 'ResponseStatus/Description')).toBe('The resource does not exist')
      expect(has(unknown.xml, 'ResponseStatus/ErrorCode')).toBe(false)
      expect([malformed.text, theirs.text]).toEqual([unknown.text, unknown.text])
    },
  }
}
