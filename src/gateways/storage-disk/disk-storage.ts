import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isUuid } from '../../kernel/ids/ids.ts'
import { StorageError, type FileStorage } from '../../kernel/storage/storage.ts'

/** Contents that are being written; what a crash leaves here goes with the next `put` or `remove` of its key. */
const UNFINISHED = 'unfinished'
/** Keys begin with the time, so their ends spread them evenly over the shelves. */
const SHELF_DIGITS = 2
const OWNER_ONLY = { folder: 0o700, file: 0o600 } as const

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT'

/** The names in a folder; none where there is no such folder. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

/** Makes the names in a folder durable. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

async function writeDurably(path: string, content: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', OWNER_ONLY.file)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
}

/**
 * Keeps contents as files in a folder, which is made when it is first needed. A content is there whole or not at all: it is
 * written under another name, flushed to the disk, and renamed. All processes must see the same folder.
 */
export function createDiskStorage(folder: string): FileStorage {
  const unfinished = join(folder, UNFINISHED)
  const shelfOf = (key: string): string => {
    // A key becomes a path: nothing but an id of ours ever does.
    if (!isUuid(key)) throw new Error('a key of the file storage is a UUID')
    return join(folder, key.slice(-SHELF_DIGITS).toLowerCase())
  }
  const removeLeftovers = async (key: string): Promise<void> => {
    const left = (await namesIn(unfinished)).filter((name) => name.startsWith(`${key}.`))
    await Promise.all(left.map((name) => rm(join(unfinished, name), { force: true })))
  }
  return {
    async put(key, content) {
      const shelf = shelfOf(key)
      await mkdir(shelf, { recursive: true, mode: OWNER_ONLY.folder })
      await mkdir(unfinished, { recursive: true, mode: OWNER_ONLY.folder })
      await removeLeftovers(key)
      const draft = join(unfinished, `${key}.${randomBytes(6).toString('hex')}`)
      await writeDurably(draft, content)
      await rename(draft, join(shelf, key))
      await syncFolder(shelf)
      await syncFolder(folder)
    },
    async get(key) {
      const path = join(shelfOf(key), key)
      try {
        return await readFile(path)
      } catch (error) {
        if (isMissing(error)) return undefined
        throw new StorageError('the folder of files cannot be read', { cause: error })
      }
    },
    async remove(key) {
      const shelf = shelfOf(key)
      await removeLeftovers(key)
      await rm(join(shelf, key), { force: true })
      if (existsSync(shelf)) await syncFolder(shelf)
    },
    close: async () => undefined,
  }
}
