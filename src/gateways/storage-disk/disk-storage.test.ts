import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { newId } from '../../kernel/ids/ids.ts'
import { StorageError, type FileStorage } from '../../kernel/storage/storage.ts'
import { createDiskStorage } from './disk-storage.ts'

let folder: string
let storage: FileStorage
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'numberplane-files-'))
  storage = createDiskStorage(join(folder, 'files'))
})
afterEach(() => rm(folder, { recursive: true }))

const everything = async (): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map(({ name }) => name)

it('gives back what was put, byte for byte, also to another process of the same folder', async () => {
  const [key, content] = [newId(), randomBytes(300_000)]
  await storage.put(key, content)
  expect(await createDiskStorage(join(folder, 'files')).get(key)).toEqual(content)
})

it('knows nothing of a key that was never put, before and after the folder exists', async () => {
  expect(await storage.get(newId())).toBeUndefined()
  await storage.put(newId(), Buffer.from('x'))
  expect(await storage.get(newId())).toBeUndefined()
})

it('removes a content; removing it again, or one that never was, is no error', async () => {
  const key = newId()
  await storage.remove(key)
  await storage.put(key, Buffer.from('x'))
  await storage.remove(key)
  await storage.remove(key)
  expect(await storage.get(key)).toBeUndefined()
  expect(await everything()).toEqual([])
})

it('puts the same content twice, and by two at once, without harm', async () => {
  const [key, content] = [newId(), randomBytes(200_000)]
  await storage.put(key, content)
  const results = await Promise.allSettled([storage.put(key, content), storage.put(key, content)])
  expect(results.some(({ status }) => status === 'fulfilled')).toBe(true)
  expect(await storage.get(key)).toEqual(content)
})

it('leaves no half of a content behind: what a crash left goes with the next put or removal', async () => {
  const [first, second] = [newId(), newId()]
  await storage.put(first, Buffer.from('whole'))
  await Promise.all([first, second].map((key) => writeFile(join(folder, 'files', 'unfinished', `${key}.0`), 'ha')))
  expect(await storage.get(second)).toBeUndefined()
  await storage.put(first, Buffer.from('whole'))
  await storage.remove(second)
  expect(await everything()).toEqual([first])
})

it('lets nobody but its owner read', async () => {
  const key = newId()
  await storage.put(key, Buffer.from('x'))
  const shelf = join(folder, 'files', key.slice(-2))
  const modes = await Promise.all([shelf, join(shelf, key)].map(async (path) => (await stat(path)).mode & 0o077))
  expect(modes).toEqual([0, 0])
})

it.each(['../../etc/passwd', '', 'a/b', `${newId()}/..`, `${newId()}\0`])('takes %j for no key', async (key) => {
  await expect(storage.put(key, Buffer.from('x'))).rejects.toThrow('a key of the file storage is a UUID')
  await expect(storage.get(key)).rejects.toThrow('a key of the file storage is a UUID')
  await expect(storage.remove(key)).rejects.toThrow('a key of the file storage is a UUID')
  expect(await everything()).toEqual([])
})

it('says so where it cannot read', async () => {
  const key = newId()
  // A folder in the place of the content cannot be read, whoever asks.
  await storage.put(key, Buffer.from('x'))
  await rm(join(folder, 'files', key.slice(-2), key))
  await rm(join(folder, 'files', key.slice(-2)), { recursive: true })
  await writeFile(join(folder, 'files', key.slice(-2)), 'a file where a folder should be')
  await expect(storage.get(key)).rejects.toThrow(StorageError)
})
