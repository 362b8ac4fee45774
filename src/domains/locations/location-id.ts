const DIGITS = /^\d{1,10}$/
const MOST = 2_147_483_647

/** The id of a site or peer as a path names it. Whatever is no id becomes 0, which no site or peer has. */
export function locationId(text: string): number {
  const value = DIGITS.test(text) ? Number(text) : 0
  return value <= MOST ? value : 0
}
