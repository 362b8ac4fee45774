import { expect, test } from 'vitest'
import { HostSlots } from './host-slots.ts'

const never = new AbortController().signal

test('grants slots up to the limit, then in the order of asking', async () => {
  const slots = new HostSlots(1)
  const order: string[] = []
  expect(await slots.acquire('a', never)).toBe('granted')
  const second = slots.acquire('a', never).then(() => order.push('second'))
  const third = slots.acquire('a', never).then(() => order.push('third'))
  expect(await slots.acquire('b', never)).toBe('granted')
  expect(order).toEqual([])
  slots.release('a')
  await second
  slots.release('a')
  await third
  expect(order).toEqual(['second', 'third'])
})

test('one whose time is over leaves the queue and its turn goes to the next', async () => {
  const slots = new HostSlots(1)
  const deadline = new AbortController()
  await slots.acquire('a', never)
  const expired = slots.acquire('a', deadline.signal)
  const patient = slots.acquire('a', never)
  deadline.abort()
  expect(await expired).toBe('expired')
  slots.release('a')
  expect(await patient).toBe('granted')
})

test('turns away those that would make the queue too long', async () => {
  const slots = new HostSlots(1)
  const deadline = new AbortController()
  const first = slots.acquire('a', never)
  const waiting = Array.from({ length: 1_000 }, () => slots.acquire('a', deadline.signal))
  expect(await slots.acquire('a', never)).toBe('full')
  deadline.abort()
  expect(new Set(await Promise.all(waiting))).toEqual(new Set(['expired']))
  expect(await first).toBe('granted')
  slots.release('a')
  expect(await slots.acquire('a', never)).toBe('granted')
})
