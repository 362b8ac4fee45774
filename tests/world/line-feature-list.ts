import { expect } from 'vitest'
import type { XmlNode } from '../../src/kernel/xml/index.ts'
import { numbersOf } from './held-numbers.ts'
import { lineFeatures } from './line-features.ts'
import type { FreshAccount, World } from './world.ts'
import { all, at, text } from './xml.ts'

export interface ListTest {
  readonly world: World
  readonly owner: FreshAccount
  /** `/lidbs` or `/dldas`. */
  readonly path: string
  readonly place: (my: ReturnType<typeof lineFeatures>, tns: readonly string[]) => Promise<string>
}

const entriesOf = (xml: XmlNode): XmlNode[] => all(at(xml, 'ListOrderIdUserIdDate'), 'OrderIdUserIdDate')

/** What the lists of both order types promise: two orders days apart, and every documented filter. */
export async function expectListFilters({ world, owner, path, place }: ListTest): Promise<void> {
  const my = lineFeatures(world, owner)
  const tns = await numbersOf(world, owner, 3)
  const listed = async (query = '') => {
    const { status, xml, text: body } = await my.get(`${path}${query}`)
    expect(status, body).toBe(200)
    const ids = entriesOf(xml).map((entry) => text(entry, 'orderId'))
    expect(text(xml, 'ListOrderIdUserIdDate/TotalCount')).toBe(String(ids.length))
    return ids
  }
  const older = await place(my, tns.slice(0, 1))
  await my.finish()
  const { xml: before } = await my.get(path)
  const [entry = before] = entriesOf(before)
  const changed = text(entry, 'lastModifiedDate').slice(0, 10)
  await world.advance('P3D', owner.account)
  const newer = await place(my, tns.slice(1))
  const { xml: after } = await my.get(path)
  const today = text(entriesOf(after)[0] ?? after, 'lastModifiedDate').slice(0, 10)
  expect(await listed()).toEqual([newer, older])
  expect(await listed(`?tn=${tns[0]}`)).toEqual([older])
  const [, second = ''] = tns
  // An order that is still in process is found by its numbers, however they are written.
  expect(await listed(`?tn=${second.slice(0, 3)}-${second.slice(3)}`)).toEqual([newer])
  expect(await listed('?tn=9195550100')).toEqual([])
  expect(await listed(`?lastModifiedAfter=${changed}`)).toEqual([newer])
  expect(await listed(`?lastModifiedAfter=${today}`)).toEqual([])
  expect(await listed(`?modifiedDateFrom=${changed}&modifiedDateTo=${changed}`)).toEqual([older])
  expect(await listed(`?modifiedDateFrom=${today}`)).toEqual([newer])
  // Without dates or a number, those of the last two years are meant.
  await world.advance('P1Y363D', owner.account)
  expect(await listed()).toEqual([newer])
  await world.advance('P5D', owner.account)
  expect(await listed()).toEqual([])
  expect(await listed(`?tn=${tns[0]}`)).toEqual([older])
}

/** The names of an entry's elements, and the texts of those that stay the same. */
export async function firstEntry({ world, owner, path, place }: ListTest): Promise<{ root: XmlNode, entry: XmlNode }> {
  const my = lineFeatures(world, owner)
  await place(my, await numbersOf(world, owner, 2))
  const { xml } = await my.get(path)
  const [entry = xml] = entriesOf(xml)
  return { root: xml, entry }
}
