import { describe, expect, it } from 'vitest'
import { DEFAULT_PATIENCE } from './leftovers.ts'
import type { Postmaster } from './postmaster.ts'
import type { Exit } from './programs.ts'
import { supervise } from './supervisor.ts'

function server(): Postmaster & { die: () => void } {
  const end = Promise.withResolvers<Exit>()
  return {
    pid: 1, exited: end.promise,
    die: () => { end.resolve({ code: null, signal: 'SIGKILL' }) },
    stop: () => { end.resolve({ code: 0, signal: null }); return Promise.resolve() },
  }
}

describe('supervise', () => {
  it('gives up after as many tries as it has delays, then releases and reports the last end', async () => {
    const first = server()
    const steps: string[] = []
    const supervised = supervise(first, {
      launch: () => { steps.push('launch'); return Promise.reject(new Error('no space left on the disk')) },
      release: () => { steps.push('release'); return Promise.resolve() },
      log: () => undefined, patience: DEFAULT_PATIENCE, retryDelaysMs: [0, 1, 1],
    })
    first.die()
    expect(await supervised.exited).toEqual({ code: null, signal: 'SIGKILL' })
    expect(steps).toEqual(['launch', 'launch', 'launch', 'release'])
    await supervised.stop()
  })

  it('counts servers that die soon after a successful start', async () => {
    const first = server()
    let launches = 0
    const supervised = supervise(first, {
      launch: () => {
        launches += 1
        const next = server()
        next.die()
        return Promise.resolve(next)
      },
      release: () => Promise.resolve(), log: () => undefined, patience: DEFAULT_PATIENCE, retryDelaysMs: [0, 0, 0, 0],
    })
    first.die()
    await supervised.exited
    expect(launches).toBe(4)
  })

  it('stops a server that comes up while it is being stopped', async () => {
    const first = server()
    const late = server()
    const launching = Promise.withResolvers<void>()
    const launched = Promise.withResolvers<Postmaster>()
    const supervised = supervise(first, {
      launch: () => { launching.resolve(); return launched.promise },
      release: () => Promise.resolve(), log: () => undefined, patience: DEFAULT_PATIENCE, retryDelaysMs: [0],
    })
    first.die()
    await launching.promise
    const stopped = supervised.stop()
    launched.resolve(late)
    await stopped
    expect(await late.exited).toEqual({ code: 0, signal: null })
    expect(await supervised.exited).toEqual({ code: 0, signal: null })
  })
})
