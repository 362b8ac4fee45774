import { Busboy } from '@fastify/busboy'
import type { FastifyRequest } from 'fastify'
import type { UploadedFile } from '../contract/file.ts'
import type { Operation } from '../contract/operation.ts'
import { ApiError } from '../errors/catalogue.ts'
import { commonErrors } from '../errors/common.ts'
import { mediaType } from './negotiate.ts'

/** What a form adds to the file in it; more is not read. */
export const FORM_BYTES = 65_536
const LIMITS = { files: 2, fields: 20, fieldSize: 4_096, parts: 22, headerPairs: 50, headerSize: 8_192 } as const
const MULTIPART = 'multipart/form-data'
/** The documentation shows a form under the file's own type: then its first line tells what separates the parts. */
const UNDECLARED_FORM = /^--([^\r\n]{1,200})\r\ncontent-disposition: *form-data;/i
const LONGEST_FIRST_LINES = 300

class FormError extends Error {}

function typeOfForm(header: string | undefined, body: Buffer): string | undefined {
  if (mediaType(header) === MULTIPART) return header
  const boundary = UNDECLARED_FORM.exec(body.subarray(0, LONGEST_FIRST_LINES).toString('latin1'))?.[1]
  return boundary === undefined ? undefined : `${MULTIPART}; boundary="${boundary}"`
}

/** The files of a form. Throws FormError where it cannot be read, or holds more than anybody needs. */
function filesOf(contentType: string, body: Buffer): Promise<readonly UploadedFile[]> {
  return new Promise((resolve, reject) => {
    const files: UploadedFile[] = []
    const form = new Busboy({
      headers: { 'content-type': contentType }, limits: LIMITS,
      isPartAFile: (_field, type, name) => name !== undefined || type !== 'text/plain',
    })
    const refuse = (why: string, cause?: unknown) => { reject(new FormError(why, { cause })) }
    form.on('file', (_field, stream, _name, _encoding, type) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('error', (error: unknown) => { refuse('the form is cut off', error) })
      // A part without a type counts as text by the standard; clients that leave it out mean that they do not know.
      stream.on('end', () => files.push({ content: Buffer.concat(chunks), declaredType: type === 'text/plain' ? '' : mediaType(type) }))
    })
    form.on('error', (error) => { refuse('the form cannot be read', error) })
    form.on('partsLimit', () => { refuse('the form has too many parts') })
    form.on('fieldsLimit', () => { refuse('the form has too many fields') })
    form.on('finish', () => { resolve(files) })
    form.end(body)
  })
}

async function theFileOf(contentType: string, body: Buffer): Promise<UploadedFile> {
  const [file, another] = await filesOf(contentType, body)
  if (!file) throw new FormError('the form holds no file')
  if (another) throw new FormError('the form holds more than one file')
  return file
}

const refuse = (operation: Operation, reason: string): ApiError => {
  const documented = operation.invalid
  return documented ? new ApiError(documented.spec.status, [{ code: documented.spec.code, text: reason }]) : commonErrors.badRequest({ reason })
}

/** Reads the file that a request brings. Throws the operation's refusal where there is none, or more than one. */
export async function readUpload(operation: Operation, request: FastifyRequest, mostBytes: number): Promise<UploadedFile> {
  const encoding = request.headers['content-encoding']?.trim().toLowerCase() ?? 'identity'
  if (encoding !== 'identity') throw commonErrors.unsupportedEncoding({ encoding: encoding.slice(0, 40) })
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  const form = typeOfForm(request.headers['content-type'], body)
  const file = form === undefined ? { content: body, declaredType: mediaType(request.headers['content-type']) } : await fromForm(operation, form, body)
  if (file.content.length === 0) throw refuse(operation, 'a file is required as the request body')
  if (file.content.length > mostBytes) throw commonErrors.tooLarge({ limit: mostBytes })
  return file
}

async function fromForm(operation: Operation, form: string, body: Buffer): Promise<UploadedFile> {
  try {
    return await theFileOf(form, body)
  } catch (error) {
    throw refuse(operation, error instanceof FormError ? error.message : 'the form has no boundary')
  }
}
