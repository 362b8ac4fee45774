import { join, resolve } from 'node:path'
import { createDiskStorage } from '../gateways/storage-disk/disk-storage.ts'
import { ConfigError, type Config } from '../kernel/config/config.ts'
import type { FileStorage } from '../kernel/storage/storage.ts'

function bucketCredentials({ s3AccessKeyId: accessKeyId, s3SecretAccessKey: secretAccessKey }: Config): { accessKeyId: string, secretAccessKey: string } | undefined {
  if (accessKeyId === undefined && secretAccessKey === undefined) return undefined
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    throw new ConfigError('NUMBERPLANE_S3_ACCESS_KEY_ID and NUMBERPLANE_S3_SECRET_ACCESS_KEY go together')
  }
  return { accessKeyId, secretAccessKey }
}

/** Where attached documents lie, as configured. Throws ConfigError for a bucket without a name. */
export async function fileStorageOf(config: Config): Promise<FileStorage> {
  if (config.fileStorage === 'disk') return createDiskStorage(resolve(config.filesDir ?? join(config.dataDir, 'files')))
  if (config.s3Bucket === undefined) throw new ConfigError('NUMBERPLANE_FILES=s3 needs NUMBERPLANE_S3_BUCKET')
  // A large package, which nobody loads who has no bucket.
  const { createS3Storage } = await import('../gateways/storage-s3/s3-storage.ts')
  return createS3Storage({
    bucket: config.s3Bucket, region: config.s3Region, endpoint: config.s3Endpoint, pathStyle: config.s3PathStyle === 'yes',
    prefix: config.s3Prefix, credentials: bucketCredentials(config), timeoutMs: config.s3TimeoutMs,
  })
}
