import { describe, expect, it } from 'vitest'
import type { EmergencyEntry } from '../../domains/emergency/ports.ts'
import { createSimulatedEmergencyService } from './index.ts'

const service = createSimulatedEmergencyService()
const askedAt = new Date('2026-03-01T12:00:00Z')
const entry = (houseNumber: string, more: Partial<EmergencyEntry> = {}): EmergencyEntry =>
  ({ kind: 'number', subject: '9195550100', action: 'put', address: { houseNumber, streetName: 'MAIN CAMPUS' }, ...more })
const answer = (entries: readonly EmergencyEntry[], now = askedAt) => service.submit({ orderId: 'order', entries, askedAt, now })

describe('the simulated emergency service', () => {
  it('takes whatever it is told, wherever it is or was', async () => {
    expect(await answer([entry('901'), entry('901', { action: 'remove' }), entry('', { address: undefined, action: 'remove' })])).toEqual({ kind: 'done', refused: [] })
  })

  it('takes two hours for house 9111, by the clock of the account', async () => {
    expect(await answer([entry('901'), entry('9111')])).toEqual({ kind: 'later', seconds: 7200 })
    expect(await answer([entry('9111')], new Date('2026-03-01T13:59:30Z'))).toEqual({ kind: 'later', seconds: 30 })
    expect(await answer([entry('9111')], new Date('2026-03-01T14:00:00Z'))).toEqual({ kind: 'done', refused: [] })
    expect(await answer([entry('9111', { action: 'remove' })])).toEqual({ kind: 'done', refused: [] })
  })

  it.each([['9112', 'refused'], ['9114', 'fault']])('refuses house %s: %s', async (house, reason) => {
    expect(await answer([entry(house), entry('901', { subject: '9195550101' })])).toMatchObject({ kind: 'done', refused: [{ subject: '9195550100', reason }] })
    expect(await answer([entry(house, { action: 'remove' })])).toEqual({ kind: 'done', refused: [] })
  })

  it('takes every other record of house 9113', async () => {
    expect(await answer([entry('9113'), entry('9113', { subject: '9195550101' })])).toMatchObject({ kind: 'done', refused: [{ subject: '9195550101', reason: 'refused' }] })
  })

  it('never lets go of house 9115, and cannot be reached from house 9116', async () => {
    expect(await answer([entry('9115')])).toEqual({ kind: 'done', refused: [] })
    expect(await answer([entry('9115', { action: 'remove' })])).toMatchObject({ kind: 'done', refused: [{ reason: 'refused' }] })
    expect(await answer([entry('901'), entry('9116')])).toEqual({ kind: 'unavailable' })
  })
})
