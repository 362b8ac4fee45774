import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/** What the bucket does instead of its work; `cut`: half of the answer, then nothing more; `mute`: its work, but no answer. */
export type BucketTrouble = 'unavailable' | 'denied' | 'hang' | 'mute' | 'cut' | undefined

/** A service that speaks as much of S3 as we use, with one bucket, on the loopback interface. */
export interface FakeBucket {
  readonly endpoint: string
  readonly bucket: string
  /** What lies in the bucket, by key. */
  readonly contents: ReadonlyMap<string, Buffer>
  /** `PUT key`, in the order of arrival. */
  readonly requests: readonly string[]
  /** Where a bucket is to be used: the program's settings for it. */
  readonly settings: Readonly<Record<string, string>>
  /** From now on; for so many requests only where a count is given. */
  setTrouble(trouble: BucketTrouble, count?: number): void
  close(): Promise<void>
}

const AUTHORIZATION = /^AWS4-HMAC-SHA256 Credential=\w+\/\d{8}\/[\w-]+\/s3\/aws4_request, ?SignedHeaders=(\S+), ?Signature=[0-9a-f]{64}$/

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** Why a request is not signed as it has to be, or undefined. */
function flawOf({ headers }: IncomingMessage, body: Buffer): string | undefined {
  const signed = AUTHORIZATION.exec(headers.authorization ?? '')?.[1]?.split(';')
  if (!signed) return 'AccessDenied'
  if (!['host', 'x-amz-content-sha256', 'x-amz-date'].every((name) => signed.includes(name))) return 'SignatureDoesNotMatch'
  const digest = createHash('sha256').update(body).digest('hex')
  const told = headers['x-amz-content-sha256']
  return told === digest || told === 'UNSIGNED-PAYLOAD' ? undefined : 'XAmzContentSHA256Mismatch'
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' })
    .end(`<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`)
}

export async function startFakeBucket(bucket = 'documents'): Promise<FakeBucket> {
  const contents = new Map<string, Buffer>()
  const requests: string[] = []
  let trouble: BucketTrouble
  let troubles = 0
  const takeTrouble = (): BucketTrouble => {
    if (troubles === 0) return undefined
    troubles -= 1
    return trouble
  }

  const work = (method: string, key: string, body: Buffer, now: BucketTrouble, response: ServerResponse): void => {
    if (method === 'PUT') {
      contents.set(key, body)
      if (now !== 'mute') response.writeHead(200, { etag: '"x"' }).end()
      return
    }
    if (method === 'DELETE') {
      contents.delete(key)
      response.writeHead(204).end()
      return
    }
    const content = contents.get(key)
    if (!content) {
      refuse(response, 404, 'NoSuchKey')
      return
    }
    response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': content.length })
    if (now === 'cut') response.write(content.subarray(0, Math.floor(content.length / 2)))
    else response.end(content)
  }

  const server = createServer((request, response) => {
    response.on('error', () => response.destroy())
    void bodyOf(request).then((body) => {
      const [, name, key = ''] = /^\/([^/?]+)\/([^?]*)/.exec(request.url ?? '') ?? []
      requests.push(`${request.method} ${key}`)
      const now = takeTrouble()
      const flaw = flawOf(request, body)
      if (now === 'hang') return
      if (now === 'unavailable') refuse(response, 503, 'SlowDown')
      else if (now === 'denied' || flaw !== undefined) refuse(response, 403, flaw ?? 'AccessDenied')
      else if (name !== bucket) refuse(response, 404, 'NoSuchBucket')
      else work(request.method ?? '', decodeURIComponent(key), body, now, response)
    }, () => { response.destroy() })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the bucket has no port')
  const endpoint = `http://127.0.0.1:${address.port}`
  return {
    endpoint, bucket, contents, requests,
    settings: {
      NUMBERPLANE_FILES: 's3', NUMBERPLANE_S3_BUCKET: bucket, NUMBERPLANE_S3_ENDPOINT: endpoint, NUMBERPLANE_S3_PATH_STYLE: 'yes',
      NUMBERPLANE_S3_ACCESS_KEY_ID: 'AKID', NUMBERPLANE_S3_SECRET_ACCESS_KEY: 'secret', NUMBERPLANE_S3_TIMEOUT_MS: '2000',
    },
    setTrouble(next, count = Infinity) {
      trouble = next
      troubles = next === undefined ? 0 : count
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
