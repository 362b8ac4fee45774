import { DeleteObjectCommand, GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { StorageError, type FileStorage } from '../../kernel/storage/storage.ts'

export interface S3StorageOptions {
  readonly bucket: string
  readonly region: string
  /** Another service that speaks S3; AWS where absent. */
  readonly endpoint?: string | undefined
  /** Bucket as the first part of the path rather than of the host name, as services of one's own mostly want it. */
  readonly pathStyle: boolean
  /** What all keys begin with, for a bucket that holds other things too. */
  readonly prefix: string
  /** Where absent, the client finds them in the usual places: environment, profile, role of the machine. */
  readonly credentials?: { readonly accessKeyId: string, readonly secretAccessKey: string } | undefined
  /** For one operation with all its tries. */
  readonly timeoutMs: number
}

const TRIES = 3
const CONTENT_TYPE = 'application/octet-stream'

function clientOf({ region, endpoint, pathStyle, credentials, timeoutMs }: S3StorageOptions): S3Client {
  return new S3Client({
    region, forcePathStyle: pathStyle, maxAttempts: TRIES,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
    requestHandler: { connectionTimeout: timeoutMs, socketTimeout: timeoutMs },
    // Services other than AWS know the newer checksums of the client seldom. We keep a SHA-256 of our own, and look at it.
    requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED',
  })
}

/** Keeps contents in a bucket. Every failure, and every operation that takes too long, is a StorageError with its cause. */
export function createS3Storage(options: S3StorageOptions): FileStorage {
  const { bucket: Bucket, prefix, timeoutMs } = options
  const client = clientOf(options)
  const place = (key: string) => ({ Bucket, Key: prefix + key })
  const within = async <T>(what: string, work: (abortSignal: AbortSignal) => Promise<T>): Promise<T> => {
    const abortSignal = AbortSignal.timeout(timeoutMs)
    try {
      return await work(abortSignal)
    } catch (error) {
      throw new StorageError(`the bucket ${Bucket} did not ${what}`, { cause: error })
    }
  }
  const fetched = async (key: string, abortSignal: AbortSignal): Promise<Buffer | undefined> => {
    try {
      const { Body } = await client.send(new GetObjectCommand(place(key)), { abortSignal })
      return Body && Buffer.from(await Body.transformToByteArray())
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined
      throw error
    }
  }
  return {
    put: (key, content) => within('take a content', async (abortSignal) => {
      await client.send(new PutObjectCommand({ ...place(key), Body: content, ContentLength: content.length, ContentType: CONTENT_TYPE }), { abortSignal })
    }),
    get: (key) => within('give a content', (abortSignal) => fetched(key, abortSignal)),
    remove: (key) => within('remove a content', async (abortSignal) => {
      await client.send(new DeleteObjectCommand(place(key)), { abortSignal })
    }),
    close: async () => { client.destroy() },
  }
}
