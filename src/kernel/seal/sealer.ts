import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const VERSION = 'v1'
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Keeps secrets unreadable at rest. */
export interface Sealer {
  /** Encrypts a text (AES-256-GCM, a fresh nonce each time). */
  seal(text: string): string
  /** Decrypts what `seal` made with the same key; throws for anything else. */
  open(sealed: string): string
}

/** A sealer for a key of 32 bytes. */
export function createSealer(key: Buffer): Sealer {
  if (key.length !== 32) throw new Error('a sealing key has 32 bytes')
  return {
    seal(text) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return `${VERSION}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`
    },
    open(sealed) {
      const [version, payload] = sealed.split('.')
      if (version !== VERSION || payload === undefined) throw new Error('not a sealed text of a known version')
      const bytes = Buffer.from(payload, 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES))
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
      return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8')
    },
  }
}
