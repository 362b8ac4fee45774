/**
 * Where the contents of files lie. A key is a UUID that we made; a content never changes under its key, so putting it twice
 * does no harm.
 */
export interface FileStorage {
  /** Resolves once the content would survive a power cut. */
  put(key: string, content: Uint8Array): Promise<void>
  /** The content, or undefined where there is none of this key. Throws StorageError where that cannot be found out. */
  get(key: string): Promise<Buffer | undefined>
  /** Removes a content and whatever a failed `put` has left of it; none of this key is no error. */
  remove(key: string): Promise<void>
  close(): Promise<void>
}

/** The storage cannot be reached, or refuses; trying again may help. `cause` says what it said. */
export class StorageError extends Error {}
