import { describe, expect, it } from 'vitest'
import { Pump } from './pump.ts'

const failed = (error: unknown): void => { throw error }

describe('a pump', () => {
  it('runs once for the first kick and once for all that come meanwhile', async () => {
    let runs = 0
    const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const pump = new Pump(async () => { await gates[runs++]?.promise }, failed)
    for (let i = 0; i < 5; i += 1) pump.kick()
    expect(runs).toBe(1)
    gates[0]?.resolve()
    await gates[0]?.promise
    await Promise.resolve()
    gates[1]?.resolve()
    await pump.stop()
    expect(runs).toBe(2)
  })

  it('takes the first kick at once and lets what comes in its rest wait together', async () => {
    let runs = 0
    const second = Promise.withResolvers<void>()
    const pump = new Pump(async () => {
      runs += 1
      if (runs === 2) second.resolve()
    }, failed, 30)
    const startedMs = performance.now()
    pump.kick()
    expect(runs).toBe(1)
    await Promise.resolve()
    for (let i = 0; i < 5; i += 1) pump.kick()
    await second.promise
    expect(performance.now() - startedMs).toBeGreaterThan(25)
    await pump.stop()
    expect(runs).toBe(2)
  })

  it('does not rest when it is stopped, and takes no kick any more', async () => {
    let runs = 0
    const pump = new Pump(async () => { runs += 1 }, failed, 600_000)
    pump.kick()
    await pump.stop()
    pump.kick()
    expect(runs).toBe(1)
  })

  it('goes on after a failure, which it reports', async () => {
    const errors: unknown[] = []
    let runs = 0
    const pump = new Pump(async () => {
      runs += 1
      throw new Error(`run ${runs}`)
    }, (error) => { errors.push(error) })
    pump.kick()
    pump.kick()
    await pump.stop()
    pump.kick()
    expect(errors.map(String)).toContain('Error: run 1')
  })
})
