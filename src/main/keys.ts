import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Config } from '../kernel/config/config.ts'

const KEY_FILE = 'sealing-key'

/**
 * The key that seals callback passwords: the configured one, or, in the sandbox, one that is made on the first start and
 * kept in the data folder, readable by its owner only.
 */
export async function sealingKey(config: Config): Promise<Buffer> {
  if (config.secret) return Buffer.from(config.secret, 'base64')
  const folder = resolve(config.dataDir)
  await mkdir(folder, { recursive: true })
  const path = join(folder, KEY_FILE)
  try {
    const file = await open(path, 'wx', 0o600)
    await file.writeFile(randomBytes(32).toString('base64'))
    await file.close()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  return Buffer.from(await readFile(path, 'utf8'), 'base64')
}
