const special = /[&<>\r\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]/
const each = /[&<>\r\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g

/**
 * Character data. What XML 1.0 cannot carry (control characters, unpaired surrogates) becomes U+FFFD; a carriage
 * return becomes a reference, since a parser would read a raw one as a line feed.
 */
export function escapeText(text: string): string {
  return special.test(text) ? text.toWellFormed().replace(each, replacement) : text
}

function replacement(character: string): string {
  switch (character) {
    case '&': return '&amp;'
    case '<': return '&lt;'
    case '>': return '&gt;'
    case '\r': return '&#xD;'
    default: return '\ufffd'
  }
}
