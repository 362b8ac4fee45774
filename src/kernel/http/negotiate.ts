export type Format = 'xml' | 'json'

const XML_TYPES = /^(?:application|text)\/(?:[\w.-]+\+)?xml$/
const JSON_TYPES = /^(?:application|text)\/(?:[\w.-]+\+)?json$/

/** The media type of a Content-Type header, lower-case and without parameters. */
export function mediaType(header: string | undefined): string {
  return (header ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
}

/** The format that a media type stands for, or undefined for one that we do not read. */
export function formatOf(type: string): Format | undefined {
  if (XML_TYPES.test(type)) return 'xml'
  if (JSON_TYPES.test(type)) return 'json'
  return undefined
}

/**
 * The format of the answer. `otherwise` unless the client prefers another: by Accept, or by sending it without saying
 * what it wants back. A client that accepts neither still gets XML, as the documented API does.
 */
export function answerFormat(accept: string | undefined, contentType: string | undefined, otherwise: Format = 'xml'): Format {
  let best: { format: Format, weight: number } | undefined
  for (const part of (accept ?? '').split(',')) {
    const format = formatOf(mediaType(part))
    if (!format) continue
    const weight = Number(/;\s*q=([\d.]+)/i.exec(part)?.[1] ?? 1)
    if (weight > (best?.weight ?? 0)) best = { format, weight }
  }
  if (best) return best.format
  const anything = accept === undefined || accept.includes('*/*')
  return anything ? formatOf(mediaType(contentType)) ?? otherwise : otherwise
}
