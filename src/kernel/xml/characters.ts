import { XmlError } from './xml-error.ts'

const forbidden = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/

/**
 * The text, if XML 1.0 can carry it: no control characters but tab and line ends, no unpaired surrogates. JSON and query
 * strings can bring such a text, but no answer could repeat it, and PostgreSQL does not take all of them.
 *
 * @throws {XmlError} 'malformed', naming the place and not the text.
 */
export function requireCarriable(text: string, place: string): string {
  if (!forbidden.test(text) && text.isWellFormed()) return text
  const where = place === '' ? 'A text' : `The text of ${place}`
  throw new XmlError('malformed', `${where} holds a control character or half a surrogate pair.`)
}
