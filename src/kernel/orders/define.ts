/** Whose turn it is while an order is in a state; shown in the console and used to find orders that are stuck. */
export type Turn = 'system' | 'customer' | 'carrier' | 'date' | 'nobody'

export interface Move<Status extends string> {
  readonly from: readonly Status[]
  readonly to: Status
}

/** A type of order as data: its states, who has the next move in each, and the moves between them. */
export interface OrderType<Status extends string = string, MoveName extends string = string> {
  /** The name that subscriptions use, for example `orders`. */
  readonly type: string
  /** How a person calls one, for messages: `new number order`. */
  readonly noun: string
  readonly states: Readonly<Record<Status, Turn>>
  readonly initial: Status
  readonly moves: Readonly<Record<MoveName, Move<Status>>>
  /** States whose entry is told to subscribers. */
  readonly notify: readonly Status[]
  /** Subscribers hear at the end which numbers it was about; documented for a few types. */
  readonly tellsNumbers?: true
}

const defined = new Map<string, OrderType>()

/** Every order type that has been declared, for the registry-wide tests and the documentation. */
export function orderTypes(): readonly OrderType[] {
  return [...defined.values()]
}

/** What is wrong with a state graph, or undefined: unreachable states, dead ends that are not marked so, unknown names. */
export function flawOf(type: OrderType): string | undefined {
  const names = Object.keys(type.states)
  const moves = Object.entries(type.moves)
  const stranger = [type.initial, ...type.notify, ...moves.flatMap(([, move]) => [...move.from, move.to])].find((state) => !names.includes(state))
  if (stranger !== undefined) return `${stranger} is not a state`
  const reached = new Set([type.initial])
  for (let before = 0; before < reached.size;) {
    before = reached.size
    for (const [, move] of moves) if (move.from.some((state) => reached.has(state))) reached.add(move.to)
  }
  const unreachable = names.find((state) => !reached.has(state))
  if (unreachable !== undefined) return `${unreachable} cannot be reached`
  const leaves = (state: string) => moves.some(([, move]) => move.from.includes(state))
  const deadEnd = names.find((state) => leaves(state) === (type.states[state] === 'nobody'))
  if (deadEnd === undefined) return undefined
  return `${deadEnd} ${leaves(deadEnd) ? "is 'nobody' but has a way out" : "has no way out but is not 'nobody'"}`
}

/** Declares an order type. Throws at start-up when its state graph does not hold together. */
export function defineOrder<Status extends string, MoveName extends string>(type: OrderType<Status, MoveName>): OrderType<Status, MoveName> {
  const flaw = flawOf(type)
  if (flaw) throw new Error(`order type ${type.type}: ${flaw}`)
  defined.set(type.type, type)
  return Object.freeze(type)
}

/** Whether nothing happens any more to an order in this state. */
export function isTerminal(type: OrderType, status: string): boolean {
  return type.states[status] === 'nobody'
}
