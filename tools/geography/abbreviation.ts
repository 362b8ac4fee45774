const shortWords = new Map([
  ['FORT', 'FT'],
  ['SAINT', 'ST'],
  ['SAINTE', 'STE'],
  ['MOUNT', 'MT'],
  ['HILLS', 'HLS'],
  ['HEIGHTS', 'HTS'],
  ['SPRINGS', 'SPGS'],
  ['BEACH', 'BCH'],
  ['JUNCTION', 'JCT'],
  ['AFB', 'AFB'],
])

const lengthMax = 10

/**
 * The rate center abbreviation of a city, at most ten characters: the name itself; else with the usual short words
 * (`FT COLLINS`); else without spaces (`JERSEYCITY`); else without vowels, dropped from the right (`INDIANAPLS`,
 * `SPARKSGLNC`); else cut.
 */
export function abbreviate(city: string): string {
  if (city.length <= lengthMax) return city
  const short = city
    .split(' ')
    .map((word) => shortWords.get(word) ?? word)
    .join(' ')
  if (short.length <= lengthMax) return short
  let letters = short.replaceAll(' ', '')
  for (let at = letters.length - 1; at > 0 && letters.length > lengthMax; at -= 1) {
    if ('AEIOU'.includes(letters.charAt(at))) letters = letters.slice(0, at) + letters.slice(at + 1)
  }
  return letters.slice(0, lengthMax)
}

/** `wanted`, or when `taken` has it, the same with its end replaced by the first free number from 2 up. */
export function makeUnique(wanted: string, taken: ReadonlySet<string>): string {
  let candidate = wanted
  for (let count = 2; taken.has(candidate); count += 1) {
    candidate = wanted.slice(0, lengthMax - `${count}`.length).trimEnd() + count
  }
  return candidate
}
