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

  it('only an Available or a Reserved number goes into service, unless it is brought, so one of ours in service never changes hands', () => {
    expect(leadingTo('Inservice').filter((move) => move !== numberMoves.bring).flatMap(({ from }) => from)).toEqual(['Available', 'Reserved'])
  })

  it('leave the state that they come from, but for brought numbers, which go from hand to hand', () => {
    for (const move of moves) if (move !== numberMoves.bring) expect(move.from).not.toContain(move.to)
  })
})
