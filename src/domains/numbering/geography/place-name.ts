const spelledOut = new Map([
  ['ST', 'SAINT'],
  ['STE', 'SAINTE'],
  ['FT', 'FORT'],
  ['MT', 'MOUNT'],
])

/**
 * A city's name as the geography writes it: upper case, letters, digits and single spaces only, apostrophes dropped,
 * other punctuation read as a space, and ST, STE, FT, MT spelled out, so that `St. Louis` and `Saint Louis` are one.
 * An empty or punctuation-only text gives ''.
 */
export function placeName(text: string): string {
  const plain = text.normalize('NFD').replace(/[\u0300-\u036f'’]/g, '').toUpperCase()
  const words = plain.split(/[^A-Z0-9]+/).filter((word) => word !== '')
  return words.map((word) => spelledOut.get(word) ?? word).join(' ')
}

/** `placeName` without its spaces: the form in which two spellings (`DE KALB`, `DeKalb`) compare equal. */
export function placeKey(text: string): string {
  return placeName(text).replaceAll(' ', '')
}
