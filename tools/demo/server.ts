import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packageRoot } from '../../src/kernel/files/package-root.ts'

export interface Server {
  /** `http://host:port`, without a path. */
  readonly origin: string
  readonly isOurs: boolean
  stop(): Promise<void>
}

const USUAL = 'http://127.0.0.1:8080'

/** Whether a sandbox answers there. Anything else on that port is none of our business. */
async function isSandbox(origin: string, account: string, authorization: string): Promise<boolean> {
  try {
    const answer = await fetch(`${origin}/api/accounts/${account}/sites`, { headers: { authorization }, signal: AbortSignal.timeout(3_000) })
    return answer.ok && (await answer.text()).includes('<SitesResponse>')
  } catch {
    // Nothing listens there, or it does not speak HTTP: not a sandbox, whatever the reason.
    return false
  }
}

async function startOwn(): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), 'numberplane-demo-'))
  const child = spawn(process.execPath, [join(packageRoot(), 'src', 'main', 'cli.ts'), 'serve'], {
    cwd: folder, stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: '0', NUMBERPLANE_DATA: folder, NUMBERPLANE_LOG_LEVEL: 'warn' },
  })
  const ended = once(child, 'close')
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
    await rm(folder, { recursive: true, force: true })
  }
  const origin = await new Promise<string | undefined>((resolve) => {
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
      const found = /listens on (http:\/\/\S+)/.exec(output)?.[1]
      if (found !== undefined) resolve(found)
    })
    child.on('error', () => { resolve(undefined) })
    child.on('close', () => { resolve(undefined) })
  })
  if (origin !== undefined) return { origin, isOurs: true, stop }
  await stop()
  throw new Error('the server did not start; its reason is above')
}

/** The server named in NUMBERPLANE_URL, else a sandbox at the usual address, else one of our own that ends with the demo. */
export async function findServer(account: string, authorization: string): Promise<Server> {
  const given = process.env.NUMBERPLANE_URL
  const origin = given === undefined || given === '' ? USUAL : new URL(given).origin
  if (await isSandbox(origin, account, authorization)) return { origin, isOurs: false, stop: async () => undefined }
  if (given) throw new Error(`no sandbox with account ${account} answers at ${origin}`)
  return startOwn()
}
