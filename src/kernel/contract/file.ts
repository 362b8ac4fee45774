/** A file as a client sent it: as the body itself, or as the one file of a multipart form. */
export interface UploadedFile {
  readonly content: Buffer
  /** The media type that the client said it has, in lower case without parameters; '' where it did not say. */
  readonly declaredType: string
}

/** A file as it goes out. */
export interface SentFile {
  readonly content: Buffer
  readonly mediaType: string
  /** What it is to be called where it is saved: letters, digits, dots and hyphens. */
  readonly name: string
  /** SHA-256 of the content, in hexadecimal. */
  readonly sha256: string
}
