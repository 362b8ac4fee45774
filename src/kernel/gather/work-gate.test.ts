import { describe, expect, it } from 'vitest'
import { WorkGate } from './work-gate.ts'

const full = () => new Error('too much waits')

describe('WorkGate', () => {
  it('runs so many at a time, in order, and refuses what would wait beyond the limit', async () => {
    const gate = new WorkGate({ atOnce: 2, mostWaiting: 2, full })
    const started: number[] = []
    const finish: (() => void)[] = []
    const job = (n: number) => gate.run(() => {
      started.push(n)
      return new Promise<number>((resolve) => { finish.push(() => { resolve(n) }) })
    })
    const results = [job(1), job(2), job(3), job(4)]
    await expect(job(5)).rejects.toThrow('too much waits')
    expect(started).toEqual([1, 2])
    finish[0]?.()
    await results[0]
    await Promise.resolve()
    expect(started).toEqual([1, 2, 3])
    finish[1]?.()
    finish[2]?.()
    await Promise.all([results[1], results[2]])
    await Promise.resolve()
    expect(started).toEqual([1, 2, 3, 4])
    finish[3]?.()
    expect(await Promise.all(results)).toEqual([1, 2, 3, 4])
  })

  it('gives a place back when work fails', async () => {
    const gate = new WorkGate({ atOnce: 1, mostWaiting: 0, full })
    await expect(gate.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
    expect(await gate.run(() => Promise.resolve('fine'))).toBe('fine')
  })
})
