import { describe, expect, it } from 'vitest'
import { numberMoves, numberStates, type NumberState } from './moves.ts'

const moves = Object.values(numberMoves)
const leadingTo = (state: NumberState) => moves.filter(({ to }) => to === state)
const leavingFrom = (state: NumberState) => moves.filter(({ from }) => from.some((each) => each === state))

describe('the moves of the ledger', () => {
  it.each(numberStates)('%s can be reached and left', (state) => {
    expect(leadingTo(state)).not.toEqual([])
    expect(leavingFrom(state)).not.toEqual([])
  })

  it('only an Available or a Reserved number goes into service, so one in service never changes hands', () => {
    expect(leadingTo('Inservice').flatMap(({ from }) => from)).toEqual(['Available', 'Reserved'])
  })

  it('stay in the state that they lead to', () => {
    for (const { from, to } of moves) expect(from).not.toContain(to)
  })
})
