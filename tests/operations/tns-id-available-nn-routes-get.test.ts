import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Readable } from 'node:stream'
import { planImports } from '../../src/domains/numbering/index.ts'
import { systemClock } from '../../src/kernel/clock/clock.ts'
import { createWorld, type World } from '../world/world.ts'

let world: World
beforeAll(async () => { world = await createWorld({ worker: false }) })
afterAll(() => world.close())

const read = (tn: string) => world.api('GET', `/tns/${encodeURIComponent(tn)}/availableNnRoutes`)
const load = (lines: string) => planImports['nn-routes'](world.database, Readable.from([`nnid,espid,name\n${lines}`]), { source: 'routes.csv', dryRun: false, at: systemClock.now(), progress: () => undefined })

describe('200', () => {
  it('no route where the operator has named none', async () => {
    expect((await read('9195550100')).text).toBe('<?xml version="1.0" encoding="UTF-8" standalone="yes"?><AvailableNNRoutes/>')
  })

  it('the routes that were imported, ascending, whatever the number', async () => {
    expect((await load('102787,E2,Globe Wireless - SVR\n101601,E1,"USA Mobility"\n')).problemCount).toBe(0)
    for (const tn of ['9195550100', '(800) 555-0100', '+33140289562']) {
      const answer = await read(tn)
      expect([answer.status, answer.text]).toEqual([200, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><AvailableNNRoutes>'
        + '<NNRoute><Nnid>101601</Nnid><Name>USA Mobility</Name></NNRoute><NNRoute><Nnid>102787</Nnid><Name>Globe Wireless - SVR</Name></NNRoute></AvailableNNRoutes>'])
    }
  })

  it('a route has the name that was imported last; a file with a wrong line changes nothing', async () => {
    await load('101601,,Mobility\n')
    expect((await read('9195550100')).text).toContain('<Nnid>101601</Nnid><Name>Mobility</Name>')
    const report = await load('101601,,Other\nx,,Name\n5,,\n6,not one,Name\n')
    expect(report.problems).toEqual([{ line: 3, text: "'x' is no NNID" }, { line: 4, text: "'' is no name of a route" }, { line: 5, text: "'not one' is no ESPID" }])
    expect((await read('9195550100')).text).toContain('<Name>Mobility</Name>')
  })
})

describe('400', () => {
  it('what is not a telephone number', async () => {
    const answer = await read('123456789')
    expect([answer.status, answer.text]).toEqual([400, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><AvailableNNRoutes>'
      + "<ResponseStatus><ErrorCode>12512</ErrorCode><Description>Telephone number '123456789' is not valid</Description></ResponseStatus></AvailableNNRoutes>"])
  })
})
