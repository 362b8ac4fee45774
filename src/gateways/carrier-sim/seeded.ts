/** Gives a whole number from 0 to `limit` - 1 for a subject and a purpose: always the same one, spread evenly over subjects. */
export type Dice = (subject: string, purpose: string, limit: number) => number

const FNV_PRIME = 0x01000193
const FNV_START = 0x811c9dc5

function mixed(hash: number): number {
  let value = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return (value ^ (value >>> 16)) >>> 0
}

/** Dice that only a seed decides: FNV-1a over the texts, then the finishing steps of Murmur 3. Not for secrets. */
export function seededDice(seed: number): Dice {
  return (subject, purpose, limit) => {
    let hash = FNV_START ^ seed
    for (const text of [subject, '|', purpose]) {
      for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), FNV_PRIME)
    }
    return mixed(hash) % limit
  }
}

/** The entry of a list that the dice choose. Throws for an empty list. */
export function pick<Item>(items: readonly Item[], index: number): Item {
  const item = items[index % Math.max(items.length, 1)]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}
