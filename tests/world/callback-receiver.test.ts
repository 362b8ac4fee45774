import { afterEach, beforeEach, expect, test } from 'vitest'
import { answer, redirect, startCallbackReceiver } from './callback-receiver.ts'
import type { CallbackReceiver } from './callback-receiver.ts'

let receiver: CallbackReceiver

beforeEach(async () => {
  receiver = await startCallbackReceiver()
})
afterEach(() => receiver.close())

const post = (body: string) => fetch(receiver.url, { method: 'POST', body, redirect: 'manual' })

test('records requests and wakes those who wait for them', async () => {
  const waiting = receiver.waitFor(2)
  const second = receiver.waitFor(({ body }) => body === 'two')
  await post('one')
  await post('two')
  expect((await waiting).map(({ method, path, body }) => `${method} ${path} ${body}`))
    .toEqual(['POST /callback one', 'POST /callback two'])
  expect((await second).map(({ body }) => body)).toEqual(['two'])
  expect((await receiver.waitFor(1)).length).toBe(2)
})

test('says what came when something did not', async () => {
  await post('one')
  await expect(receiver.waitFor(2, 20)).rejects.toThrow('1 came:\nPOST /callback one')
})

test('chooses its answer by a function of the request and its number', async () => {
  const moved = redirect('http://elsewhere.example/')
  receiver.setBehaviour(({ body }, n) => body === 'move' ? moved : answer(500 + n, 'no'))
  expect((await post('a')).status).toBe(501)
  const response = await post('move')
  expect([response.status, response.headers.get('location')]).toEqual([302, 'http://elsewhere.example/'])
})
