export type XmlErrorReason = 'malformed' | 'doctype' | 'too-deep' | 'too-large' | 'empty' | 'wrong-root'

/** Where reading stopped; both count from 1. */
export interface XmlPosition {
  readonly line: number
  readonly column: number
}

const start: XmlPosition = { line: 1, column: 1 }

/**
 * A document that cannot be read. The message is one printable line without any text of the document but, at most,
 * an element name, so it may be shown to the client as it is.
 */
export class XmlError extends Error {
  override readonly name = 'XmlError'
  readonly reason: XmlErrorReason
  readonly line: number
  readonly column: number

  constructor(reason: XmlErrorReason, message: string, position: XmlPosition = start, cause?: unknown) {
    super(printable(message, 200), cause === undefined ? undefined : { cause })
    this.reason = reason
    this.line = position.line
    this.column = position.column
  }
}

/**
 * The text with everything but printable ASCII replaced by `?`, cut to a length. Names that a client chose go into
 * response headers, log lines and error texts, where a line break or a control character would do harm.
 */
export function printable(text: string, lengthMax: number): string {
  const safe = text.replace(/[^\x20-\x7e]/g, '?')
  return safe.length > lengthMax ? `${safe.slice(0, lengthMax - 3)}...` : safe
}
