import type { Inconsistency, PostalAddress } from '../../../domains/locations/ports.ts'
import { misspelledSuffixOf, suffixOf } from './suffixes.ts'
import { cityName, directionalOf, numberedUnitOf, unitLine, wordsOf } from './words.ts'

/** A street by its standard parts; '' for a part that it does not have. */
export interface Street {
  readonly preDirectional: string
  readonly name: string
  readonly suffix: string
  readonly postDirectional: string
}

/** An address in standard form. Spellings that the standard does not know are mended and told of. */
export interface StandardAddress {
  readonly houseNumber: string
  readonly houseSuffix: string
  readonly street: Street
  readonly unit: string | undefined
  readonly city: string
  readonly state: string
  readonly zip: string
  readonly plusFour: string
  readonly mended: readonly Inconsistency[]
}

/** What stands in one place, and what is left of the words beside it. */
interface Cut {
  readonly value: string
  readonly rest: readonly string[]
}

/** Words from a unit's designator on are the unit: `MAIN ST APT 4`. */
function cutUnit(words: readonly string[]): { street: readonly string[], unit: readonly string[] } {
  const at = words.findIndex((word, index) => index >= 1 && index < words.length - 1 && numberedUnitOf(word) !== undefined && /\d/.test(words[index + 1] ?? ''))
  return at < 0 ? { street: words, unit: [] } : { street: words.slice(0, at), unit: words.slice(at) }
}

/** A direction before the name; one that only a suffix follows is the name: `NORTH AVE`. */
function cutPre(given: string | undefined, houseSuffix: string, words: readonly string[]): Cut {
  const field = directionalOf(wordsOf(given).join('')) ?? directionalOf(houseSuffix)
  if (field !== undefined) return { value: field, rest: words }
  const [first = '', ...rest] = words
  const followed = rest.length > 1 || (rest.length === 1 && suffixOf(rest[0] ?? '') === undefined)
  const found = followed ? directionalOf(first) : undefined
  return found === undefined ? { value: '', rest: words } : { value: found, rest }
}

function cutPost(given: string | undefined, suffixWord: string, words: readonly string[]): Cut {
  const field = directionalOf(wordsOf(given).join('')) ?? directionalOf(suffixWord)
  if (field !== undefined) return { value: field, rest: words }
  const found = words.length > 1 ? directionalOf(words.at(-1) ?? '') : undefined
  return found === undefined ? { value: '', rest: words } : { value: found, rest: words.slice(0, -1) }
}

function cutSuffix(given: string, words: readonly string[]): Cut & { readonly mended: readonly Inconsistency[] } {
  const word = given || (words.length > 1 ? words.at(-1) ?? '' : '')
  const known = suffixOf(word) ?? (given ? misspelledSuffixOf(given) : undefined)
  const repeated = given !== '' && words.length > 1 && known !== undefined && suffixOf(words.at(-1) ?? '')?.standard === known.standard
  const rest = (given === '' && known) || repeated ? words.slice(0, -1) : words
  if (!known) return { value: given, rest, mended: [] }
  const mended = known.spelling === 'standard' ? [] : [{ field: 'Street Suffix', given: word, valid: known.standard }]
  return { value: known.standard, rest, mended }
}

/** A ZIP as it may be written, with or without its extension. */
function zipOf({ zip = '', plusFour = '' }: PostalAddress): { zip: string, plusFour: string } {
  const [, five = '', four = ''] = /^(\d{5})(?:-?(\d{4}))?$/.exec(zip.trim()) ?? []
  return { zip: five, plusFour: four || (/^\d{4}$/.test(plusFour) ? plusFour : '') }
}

/**
 * Brings an address into the form of USPS Publication 28: capitals, standard suffixes, directions and units, each part in
 * its place also where it was given in another (`PENNSYLVANIA AVE NW` as the name of the street, E as the suffix of the
 * house). Abbreviations and full words of the standard pass as they are; other spellings (`STR`) count as mended.
 */
export function standardise(address: PostalAddress): StandardAddress {
  const houseSuffix = wordsOf(address.houseSuffix).join(' ')
  const { street: words, unit } = cutUnit(wordsOf(address.streetName))
  const suffixWord = wordsOf(address.streetSuffix).join(' ')
  const pre = cutPre(address.preDirectional, houseSuffix, words)
  const post = cutPost(address.postDirectional, suffixWord, pre.rest)
  const suffix = cutSuffix(directionalOf(suffixWord) === undefined ? suffixWord : '', post.rest)
  const house = { houseNumber: wordsOf(address.houseNumber).join(' '), houseSuffix: directionalOf(houseSuffix) === undefined ? houseSuffix : '' }
  return {
    ...house, ...zipOf(address),
    street: { preDirectional: pre.value, name: suffix.rest.join(' '), suffix: suffix.value, postDirectional: post.value },
    unit: unitLine([...wordsOf(address.addressLine2), ...unit].join(' ')),
    city: cityName(address.city), state: wordsOf(address.stateCode).join(''), mended: suffix.mended,
  }
}

/** The address as it goes back to whoever asked, with the parts that it has. */
export function toPostal({ houseNumber, houseSuffix, street, unit, city, state, zip, plusFour }: StandardAddress): PostalAddress {
  const parts = {
    houseNumber, houseSuffix, preDirectional: street.preDirectional, streetName: street.name, streetSuffix: street.suffix,
    postDirectional: street.postDirectional, addressLine2: unit, city, stateCode: state, zip, plusFour, country: 'US',
  }
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value))
}
