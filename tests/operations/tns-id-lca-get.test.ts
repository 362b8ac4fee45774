import { afterAll, describe, expect, it } from 'vitest'
import { createWorld } from '../world/world.ts'
import { all, at, text, texts } from '../world/xml.ts'

const world = await createWorld({ worker: false })
afterAll(() => world.close())
const read = (number: string) => world.api('GET', `/tns/${number}/lca`)

describe('200', () => {
  it('the exchanges and rate centers that are local to a number, its own among them', async () => {
    const answer = await read('9194390000')
    expect(answer.status).toBe(200)
    expect(answer.xml.name).toBe('SearchResult')
    const exchanges = texts(answer.xml, 'ListofNPANXX/NPANXX')
    expect(exchanges).toContain('919439')
    expect(exchanges).toEqual(exchanges.toSorted())
    const [state, ...more] = all(at(answer.xml, 'Location'), 'RateCenters')
    if (!state) throw new Error('there is no rate center')
    expect([text(state, 'State'), more]).toEqual(['NC', []])
    expect(texts(state, 'RCs/RC')).toEqual(expect.arrayContaining(['CARY', 'RALEIGH']))
  })
})

describe('400', () => {
  it('what is not a telephone number', async () => { expect((await read('12')).status).toBe(400) })
})

describe('404', () => {
  it('toll-free numbers and exchanges that the plan does not have', async () => {
    for (const tn of ['8005550100', '4335550100']) expect((await read(tn)).status).toBe(404)
  })
})
