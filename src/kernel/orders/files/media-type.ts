import { fileTypeFromBuffer } from 'file-type'
import type { UploadedFile } from '../../contract/file.ts'
import { fileErrors } from './errors.ts'
import { isCsv, isXml, textOf, utf16Of } from './text.ts'

/** The documented types of attached documents, and the ends of the names that we give them. */
const extensions = {
  'application/pdf': 'pdf', 'text/plain': 'txt', 'image/jpeg': 'jpg', 'image/tiff': 'tiff', 'text/csv': 'csv',
  'application/xml': 'xml', 'audio/x-wav': 'wav', 'application/zip': 'zip',
} as const

export type MediaType = keyof typeof extensions
export const MEDIA_TYPES = Object.keys(extensions) as readonly MediaType[]

/** Other names of the same types. */
const aliases: ReadonlyMap<string, MediaType> = new Map(Object.entries({
  'audio/wav': 'audio/x-wav', 'audio/wave': 'audio/x-wav', 'audio/vnd.wave': 'audio/x-wav', 'image/jpg': 'image/jpeg', 'image/tif': 'image/tiff',
  'text/xml': 'application/xml', 'application/x-zip-compressed': 'application/zip', 'application/csv': 'text/csv',
}))
/** What clients send that do not know what they send. */
const UNDECLARED = new Set(['', 'application/octet-stream'])
const LONGEST_ECHO = 100

export const extensionOf = (type: MediaType): string => extensions[type]

const named = (type: string): MediaType | undefined => MEDIA_TYPES.find((known) => known === type) ?? aliases.get(type)

/** The type by the signature of the content; null for one that is not documented; undefined for none, as text has. */
async function signatureOf(content: Buffer): Promise<MediaType | null | undefined> {
  // The mark of UTF-16 looks like the beginning of a sound.
  if (utf16Of(content) !== undefined) return undefined
  const found = await fileTypeFromBuffer(content)
  return found && (named(found.mime) ?? null)
}

/** What text is: XML where it is well-formed, else plain. CSV cannot be told from plain text: it has to be declared. */
const kindOfText = async (text: string): Promise<MediaType> => await isXml(text) ? 'application/xml' : 'text/plain'

async function fitsText(declared: MediaType, text: string): Promise<boolean> {
  switch (declared) {
    case 'text/plain': return true
    case 'text/csv': return isCsv(text) && !await isXml(text)
    case 'application/xml': return isXml(text)
    default: return false
  }
}

/**
 * What a file is, by its content; what the client declares only decides between the kinds of text. Throws where the content
 * is none of the documented types, or not what it is declared to be.
 */
export async function mediaTypeOf({ content, declaredType }: UploadedFile): Promise<MediaType> {
  const types = MEDIA_TYPES.join(', ')
  const declared = named(declaredType)
  if (!declared && !UNDECLARED.has(declaredType)) throw fileErrors.typeUnknown({ type: declaredType.slice(0, LONGEST_ECHO), types })
  const signature = await signatureOf(content)
  // XML is text with a signature of its own.
  const text = signature === undefined || signature === 'application/xml' ? textOf(content) : undefined
  if (!declared) {
    const found = text === undefined ? signature : await kindOfText(text)
    if (!found) throw fileErrors.contentUnknown({ types })
    return found
  }
  if (text === undefined ? signature !== declared : !await fitsText(declared, text)) throw fileErrors.contentDiffers({ type: declared })
  return declared
}
