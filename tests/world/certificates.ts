import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Whether certificates can be made here. */
export const hasOpenssl = spawnSync('openssl', ['version']).status === 0

/** PEM texts. */
export interface KeyPair { readonly key: string, readonly cert: string }

/** An authority and how it issues certificates. */
export interface Authority extends KeyPair {
  issue(name: string): KeyPair
}

const EC = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1']

function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'numberplane-certificates-'))
  try {
    return work(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function request(folder: string, more: readonly string[]): KeyPair {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  execFileSync('openssl', ['req', '-x509', ...EC, ...more, '-keyout', key, '-out', cert], { stdio: 'ignore' })
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
}

/** A self-signed certificate for one host name, good for a day. */
export function selfSigned(name = 'localhost'): KeyPair {
  return inFolder((folder) => request(folder, ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`]))
}

/** An authority of its own; `issue` makes certificates for host names. */
export function createAuthority(): Authority {
  const own = inFolder((folder) => request(folder, ['-subj', '/CN=Test authority', '-addext', 'basicConstraints=critical,CA:TRUE']))
  return {
    ...own,
    issue: (name) => inFolder((folder) => {
      const [caKey, caCert] = [join(folder, 'ca-key.pem'), join(folder, 'ca.pem')]
      writeFileSync(caKey, own.key)
      writeFileSync(caCert, own.cert)
      return request(folder, ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`, '-CA', caCert, '-CAkey', caKey])
    }),
  }
}

/** A certificate's public key alone, as PEM. */
export function publicKeyOf(cert: string): string {
  return execFileSync('openssl', ['x509', '-pubkey', '-noout'], { input: cert, encoding: 'utf8' })
}

/** A text as `PublicKey` takes it. */
export const base64 = (text: string): string => Buffer.from(text).toString('base64')
