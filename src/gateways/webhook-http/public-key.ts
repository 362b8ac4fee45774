import { createPublicKey, X509Certificate } from 'node:crypto'

/** What a receiver's certificate must match. Keys are compared in their DER form (SubjectPublicKeyInfo). */
export interface Pin {
  /** The text that it was read from, as a name for it. */
  readonly source: string
  /** Certificates in PEM: the receiver's own, or the authority that issued it. Empty where a bare key was given. */
  readonly certificates: readonly string[]
  readonly keys: readonly Buffer[]
}

const BLOCK = /-----BEGIN (CERTIFICATE|PUBLIC KEY|RSA PUBLIC KEY)-----[\s\S]*?-----END \1-----/g
const MOST_BLOCKS = 10

const spkiOf = (key: ReturnType<typeof createPublicKey>) => key.export({ type: 'spki', format: 'der' })

function pinOf(source: string, pem: string): Pin | undefined {
  const blocks = [...pem.matchAll(BLOCK)].slice(0, MOST_BLOCKS)
  if (blocks.length === 0) return undefined
  const certificates = blocks.flatMap(([text, kind]) => kind === 'CERTIFICATE' ? [text] : [])
  const keys = blocks.map(([text, kind]) => spkiOf(kind === 'CERTIFICATE' ? new X509Certificate(text).publicKey : createPublicKey(text)))
  return { source, certificates, keys }
}

/**
 * Reads a subscriber's public key: Base64 of a PEM text with a certificate or a public key, as documented; PEM itself
 * and the Base64 of the DER form are read, too. Undefined where it is none of these.
 */
export function readPublicKey(text: string): Pin | undefined {
  const bytes = Buffer.from(text, 'base64')
  try {
    const pin = pinOf(text, text) ?? pinOf(text, bytes.toString('latin1'))
    return pin ?? readDer(text, bytes)
  } catch (error) {
    if (error instanceof Error) return undefined
    throw error
  }
}

function readDer(source: string, der: Buffer): Pin | undefined {
  if (der[0] !== 0x30) return undefined
  try {
    const certificate = new X509Certificate(der)
    return { source, certificates: [certificate.toString()], keys: [spkiOf(certificate.publicKey)] }
  } catch {
    // Not a certificate; a key then, or nothing that can be read.
    return { source, certificates: [], keys: [spkiOf(createPublicKey({ key: der, format: 'der', type: 'spki' }))] }
  }
}

/** Whether a certificate has one of the keys. */
export function hasPinnedKey(pin: Pin, certificate: X509Certificate | undefined): boolean {
  if (certificate === undefined) return false
  const key = spkiOf(certificate.publicKey)
  return pin.keys.some((pinned) => pinned.equals(key))
}

/** The receiver is not the one that the subscriber named. */
export class PinMismatchError extends Error {
  readonly code = 'ERR_TLS_PIN_MISMATCH'

  constructor() {
    super("the receiver's certificate does not match the PublicKey of the subscription")
    this.name = 'PinMismatchError'
  }
}
