import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startFakeBucket, type FakeBucket } from '../../../tests/world/fake-bucket.ts'
import { newId } from '../../kernel/ids/ids.ts'
import { StorageError, type FileStorage } from '../../kernel/storage/storage.ts'
import { createS3Storage } from './s3-storage.ts'

let bucket: FakeBucket
let storage: FileStorage
beforeEach(async () => {
  bucket = await startFakeBucket()
  storage = storageOf({})
})
afterEach(async () => {
  await storage.close()
  await bucket.close()
})

const storageOf = (more: Partial<Parameters<typeof createS3Storage>[0]>): FileStorage => createS3Storage({
  bucket: bucket.bucket, region: 'us-east-1', endpoint: bucket.endpoint, pathStyle: true, prefix: 'loas/', timeoutMs: 1_500,
  credentials: { accessKeyId: 'AKID', secretAccessKey: 'secret' }, ...more,
})

describe('a bucket', () => {
  it('gets signed requests for keys under the prefix, and gives back what was put, byte for byte', async () => {
    const [key, content] = [newId(), randomBytes(300_000)]
    await storage.put(key, content)
    expect(bucket.contents.get(`loas/${key}`)).toEqual(content)
    expect(await storage.get(key)).toEqual(content)
    expect(bucket.requests).toEqual([`PUT loas/${key}`, `GET loas/${key}`])
  })

  it('knows nothing of a key that was never put', async () => {
    expect(await storage.get(newId())).toBeUndefined()
  })

  it('keeps an empty content apart from none', async () => {
    const key = newId()
    await storage.put(key, Buffer.alloc(0))
    expect(await storage.get(key)).toEqual(Buffer.alloc(0))
  })

  it('removes a content; removing it again is no error', async () => {
    const key = newId()
    await storage.put(key, Buffer.from('x'))
    await storage.remove(key)
    await storage.remove(key)
    expect(bucket.contents.size).toBe(0)
  })
})

describe('a bucket in trouble', () => {
  const key = newId()
  const each = [
    ['put', () => storage.put(key, Buffer.from('x'))], ['get', () => storage.get(key)], ['remove', () => storage.remove(key)],
  ] as const

  it.each(each)('%s is tried again after a 503, and works', async (_name, work) => {
    bucket.setTrouble('unavailable', 1)
    await work()
    expect(bucket.requests).toHaveLength(2)
  })

  it.each(each)('%s says so after more than one 503', async (_name, work) => {
    bucket.setTrouble('unavailable')
    await expect(work()).rejects.toThrow(StorageError)
    expect(bucket.requests.length).toBeGreaterThan(1)
  })

  it.each(each)('%s says so where it is not allowed, without trying again', async (_name, work) => {
    bucket.setTrouble('denied')
    await expect(work()).rejects.toThrow(StorageError)
    expect(bucket.requests).toHaveLength(1)
  })

  it.each(each)('%s gives up on one that does not answer in time', async (_name, work) => {
    storage = storageOf({ timeoutMs: 100 })
    bucket.setTrouble('hang')
    await expect(work()).rejects.toThrow(StorageError)
  })

  it('gives up on a content that stops half-way, and hands out no half', async () => {
    storage = storageOf({ timeoutMs: 200 })
    await storage.put(key, randomBytes(100_000))
    bucket.setTrouble('cut')
    await expect(storage.get(key)).rejects.toThrow(StorageError)
  })

  it('does not take a bucket that is not there for one without the key', async () => {
    storage = storageOf({ bucket: 'another' })
    await expect(storage.get(key)).rejects.toThrow(StorageError)
  })

  it('says so where nobody listens', async () => {
    await bucket.close()
    await expect(storage.get(key)).rejects.toThrow(StorageError)
    bucket = await startFakeBucket()
  })

  it('is refused without credentials that it knows', async () => {
    storage = storageOf({ credentials: { accessKeyId: '', secretAccessKey: '' } })
    await expect(storage.put(key, Buffer.from('x'))).rejects.toThrow(StorageError)
    expect(bucket.contents.size).toBe(0)
  })
})
