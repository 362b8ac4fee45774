const directionals = new Map([
  ['N', 'N'], ['NORTH', 'N'], ['S', 'S'], ['SOUTH', 'S'], ['E', 'E'], ['EAST', 'E'], ['W', 'W'], ['WEST', 'W'],
  ['NE', 'NE'], ['NORTHEAST', 'NE'], ['NW', 'NW'], ['NORTHWEST', 'NW'], ['SE', 'SE'], ['SOUTHEAST', 'SE'], ['SW', 'SW'], ['SOUTHWEST', 'SW'],
])

/** The standard abbreviation of a word that is a direction, else undefined. */
export const directionalOf = (word: string): string | undefined => directionals.get(word)

/** Designators of secondary units after USPS Publication 28, appendix C2; the second list stands without a number. */
const numberedUnits = new Map([
  ['APARTMENT', 'APT'], ['APT', 'APT'], ['BUILDING', 'BLDG'], ['BLDG', 'BLDG'], ['DEPARTMENT', 'DEPT'], ['DEPT', 'DEPT'], ['FLOOR', 'FL'], ['FL', 'FL'],
  ['HANGAR', 'HNGR'], ['HNGR', 'HNGR'], ['KEY', 'KEY'], ['LOT', 'LOT'], ['PIER', 'PIER'], ['ROOM', 'RM'], ['RM', 'RM'], ['SLIP', 'SLIP'], ['SPACE', 'SPC'],
  ['SPC', 'SPC'], ['STOP', 'STOP'], ['SUITE', 'STE'], ['STE', 'STE'], ['TRAILER', 'TRLR'], ['TRLR', 'TRLR'], ['UNIT', 'UNIT'], ['#', '#'],
])
const bareUnits = new Map([
  ['BASEMENT', 'BSMT'], ['BSMT', 'BSMT'], ['FRONT', 'FRNT'], ['FRNT', 'FRNT'], ['LOBBY', 'LBBY'], ['LBBY', 'LBBY'], ['LOWER', 'LOWR'], ['LOWR', 'LOWR'],
  ['OFFICE', 'OFC'], ['OFC', 'OFC'], ['PENTHOUSE', 'PH'], ['PH', 'PH'], ['REAR', 'REAR'], ['SIDE', 'SIDE'], ['UPPER', 'UPPR'], ['UPPR', 'UPPR'],
])

/** The designator that a word is, of a unit that has a number; else undefined. */
export const numberedUnitOf = (word: string): string | undefined => numberedUnits.get(word)

/** A text in capitals, without accents and punctuation, cut into words; `#5` becomes `# 5`. */
export function wordsOf(text: string | undefined): string[] {
  return (text ?? '').normalize('NFD').replace(/[\u0300-\u036f'’.]/g, '').toUpperCase().replaceAll('#', ' # ')
    .split(/[^A-Z0-9#/&-]+/).filter((word) => word !== '')
}

/** A second address line with the standard designators: `Suite 100` is `STE 100`. What is no unit stays as it is, in capitals. */
export function unitLine(text: string | undefined): string | undefined {
  const words = wordsOf(text)
  if (words.length === 0) return undefined
  return words.map((word, index) => {
    const isLast = index === words.length - 1
    return (isLast ? bareUnits.get(word) : numberedUnits.get(word)) ?? word
  }).join(' ')
}

const placeWords = new Map([['ST', 'SAINT'], ['STE', 'SAINTE'], ['FT', 'FORT'], ['MT', 'MOUNT']])

/** A city as the tables have it: capitals, no punctuation, with SAINT, FORT and MOUNT in full. */
export function cityName(text: string | undefined): string {
  return wordsOf(text?.replaceAll('-', ' ')).map((word) => placeWords.get(word) ?? word).join(' ')
}
