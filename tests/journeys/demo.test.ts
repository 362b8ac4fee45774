import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packageRoot } from '../../src/kernel/files/package-root.ts'
import { createWorld, type World } from '../world/world.ts'

/** `npm run demo`, as a newcomer runs it. */

interface Run { readonly code: number, readonly stdout: string, readonly stderr: string }

function demo(env: Readonly<Record<string, string>>): Promise<Run> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [join(packageRoot(), 'tools', 'demo.ts')], { env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env } },
      (_error, stdout, stderr) => { resolve({ code: child.exitCode ?? -1, stdout, stderr }) })
  })
}

describe('the demo', () => {
  let world: World
  beforeAll(async () => { world = await createWorld() })
  afterAll(() => world.close())

  it('walks the main job against a running server, again and again, and shows each exchange', async () => {
    for (let round = 0; round < 2; round += 1) {
      const { code, stdout, stderr } = await demo({ NUMBERPLANE_URL: `${world.origin}/api` })
      expect([code, stderr], stdout).toEqual([0, ''])
      expect(stdout).toMatch(/\ndemo: 15 exchanges and 3 callbacks, all as expected, in [\d.]+ s\n$/)
      expect(stdout).toMatch(/ {3}POST \/api\/accounts\/5500012\/orders\n {5}<Order>\n {7}<CustomerOrderId>demo<\/CustomerOrderId>\n/)
      expect(stdout).toContain('   -> 201 Created\n')
      expect(stdout).toContain('... 2 more <TelephoneNumber>\n')
      expect(stdout).toContain('<Message>5005: The telephone number is unavailable for ordering</Message>')
    }
    expect((await world.api('GET', `/accounts/${world.account}/subscriptions`)).text).toContain('<Subscriptions/>')
  })

  it('fails with one line where nothing answers', async () => {
    const { code, stdout, stderr } = await demo({ NUMBERPLANE_URL: 'http://127.0.0.1:9' })
    expect([code, stdout, stderr]).toEqual([1, '', 'demo: no sandbox with account 5500012 answers at http://127.0.0.1:9\n'])
  })

  it('fails and says what was not as expected', async () => {
    const idle = await createWorld()
    try {
      await idle.database.pool.query(`update telephone_number set status = 'Disconnected' where left(tn, 3) = '303'`)
      const { code, stdout } = await demo({ NUMBERPLANE_URL: idle.origin })
      expect(code).toBe(1)
      expect(stdout).toMatch(/\ndemo: not as expected after \d+ exchanges: the status in the callback is "FAILED", expected "COMPLETE"\n$/)
    } finally {
      await idle.close()
    }
  })
})
