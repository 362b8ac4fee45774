import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startFakeBucket } from '../../tests/world/fake-bucket.ts'
import { readConfig } from '../kernel/config/config.ts'
import { newId } from '../kernel/ids/ids.ts'
import { fileStorageOf } from './file-storage.ts'

it('keeps documents in the data folder unless told otherwise', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'numberplane-storage-'))
  const storage = await fileStorageOf(readConfig({ NUMBERPLANE_DATA: folder }))
  await storage.put(newId(), Buffer.from('x'))
  expect(await readdir(folder)).toEqual(['files'])
  await storage.close()
  await rm(folder, { recursive: true })
})

it('keeps them in the bucket that is configured', async () => {
  const bucket = await startFakeBucket()
  const storage = await fileStorageOf(readConfig({ ...bucket.settings, NUMBERPLANE_S3_PREFIX: 'np/' }))
  const key = newId()
  await storage.put(key, Buffer.from('x'))
  expect([...bucket.contents.keys()]).toEqual([`np/${key}`])
  await storage.close()
  await bucket.close()
})

it.each([
  [{ NUMBERPLANE_FILES: 's3' }, 'NUMBERPLANE_FILES=s3 needs NUMBERPLANE_S3_BUCKET'],
  [{ NUMBERPLANE_FILES: 's3', NUMBERPLANE_S3_BUCKET: 'b', NUMBERPLANE_S3_ACCESS_KEY_ID: 'x' }, 'NUMBERPLANE_S3_ACCESS_KEY_ID and NUMBERPLANE_S3_SECRET_ACCESS_KEY go together'],
])('says what is missing from %j', async (environment, message) => {
  await expect(fileStorageOf(readConfig(environment))).rejects.toThrow(message)
})
