/** Makes text that PostgreSQL and JSON take: no NUL, no lone surrogates, at most `maxLength` UTF-16 units. */
export function storableText(text: string, maxLength: number): string {
  const clean = text.replaceAll('\0', '')
  const cut = clean.length <= maxLength ? clean : clean.slice(0, maxLength).replace(/[\uD800-\uDBFF]$/, '')
  return cut.toWellFormed()
}
